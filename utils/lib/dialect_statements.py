"""PostgreSQL's statements, and the operation by which the page about the dialect has each: with a label, only those of
its rows whose label begins so."""

STATEMENTS = """
ALTER … OWNER TO: set_owner
ALTER DOMAIN … ADD CONSTRAINT: add_domain_check
ALTER DOMAIN … ADD CONSTRAINT … NOT VALID: add_domain_check/not-valid
ALTER DOMAIN … DROP CONSTRAINT: drop_domain_check
ALTER DOMAIN … DROP DEFAULT: drop_domain_default
ALTER DOMAIN … DROP NOT NULL: drop_domain_not_null
ALTER DOMAIN … RENAME CONSTRAINT: rename_domain_check
ALTER DOMAIN … SET DEFAULT: set_domain_default
ALTER DOMAIN … SET NOT NULL: set_domain_not_null
ALTER DOMAIN … VALIDATE CONSTRAINT: validate_domain_check
ALTER EXTENSION … SET SCHEMA: move_extension
ALTER EXTENSION … UPDATE: update_extension
ALTER FUNCTION … RENAME: rename_function
ALTER FUNCTION … SET SCHEMA: move_function
ALTER INDEX … ATTACH PARTITION: attach_key_part
ALTER INDEX … RENAME: rename_index
ALTER INDEX … SET (…): set_index_parameters
ALTER INDEX … SET TABLESPACE: set_index_tablespace
ALTER POLICY: alter_policy
ALTER POLICY … RENAME: rename_policy
ALTER PUBLICATION … ADD TABLE, SET TABLE: publish_table
ALTER PUBLICATION … ADD TABLES IN SCHEMA: publish_namespace
ALTER PUBLICATION … DROP TABLE: unpublish_table
ALTER PUBLICATION … DROP TABLES IN SCHEMA: unpublish_namespace
ALTER PUBLICATION … RENAME: rename_publication
ALTER PUBLICATION … SET (…): set_publication
ALTER SEQUENCE: alter_sequence
ALTER SEQUENCE … OWNED BY: own_sequence
ALTER SEQUENCE … RENAME: rename_sequence
ALTER SEQUENCE … SET SCHEMA: move_sequence
ALTER TABLE … ADD CHECK: add_check
ALTER TABLE … ADD CHECK … NOT VALID: add_check/not-valid
ALTER TABLE … ADD COLUMN: add_column
ALTER TABLE … ADD COLUMN … CHECK: add_check
ALTER TABLE … ADD COLUMN … REFERENCES: add_foreign_key
ALTER TABLE … ADD COLUMN … UNIQUE, PRIMARY KEY: add_unique
ALTER TABLE … ADD EXCLUDE: add_exclusion
ALTER TABLE … ADD FOREIGN KEY: add_foreign_key
ALTER TABLE … ADD FOREIGN KEY … NOT VALID: add_foreign_key/not-valid
ALTER TABLE … ADD GENERATED AS IDENTITY: add_identity
ALTER TABLE … ADD NOT NULL … NOT VALID: set_not_null/new-rows-only
ALTER TABLE … ADD PRIMARY KEY: add_primary_key
ALTER TABLE … ADD PRIMARY KEY USING INDEX: add_primary_key/using-index
ALTER TABLE … ADD UNIQUE: add_unique
ALTER TABLE … ADD UNIQUE USING INDEX: add_unique/using-index
ALTER TABLE … ALTER CONSTRAINT … DEFERRABLE, ENFORCED, INHERIT: alter_constraint
ALTER TABLE … ATTACH PARTITION: attach_partition
ALTER TABLE … DETACH PARTITION: detach_partition
ALTER TABLE … DETACH PARTITION … CONCURRENTLY: detach_partition/concurrently
ALTER TABLE … DROP COLUMN: drop_column
ALTER TABLE … DROP CONSTRAINT: drop_constraint
ALTER TABLE … DROP DEFAULT: drop_default
ALTER TABLE … DROP EXPRESSION: drop_expression
ALTER TABLE … DROP IDENTITY: drop_identity
ALTER TABLE … DROP NOT NULL: drop_not_null
ALTER TABLE … ENABLE, DISABLE, FORCE ROW LEVEL SECURITY: set_row_security
ALTER TABLE … INHERIT: attach_partition/inherit
ALTER TABLE … NO INHERIT: detach_partition/no-inherit
ALTER TABLE … RENAME: rename_table
ALTER TABLE … RENAME COLUMN: rename_column
ALTER TABLE … RENAME CONSTRAINT: rename_constraint
ALTER TABLE … REPLICA IDENTITY: set_replica_identity
ALTER TABLE … SET (…): set_parameters
ALTER TABLE … SET COMPRESSION: set_compression
ALTER TABLE … SET DEFAULT: set_default
ALTER TABLE … SET EXPRESSION: set_expression
ALTER TABLE … SET GENERATED: alter_identity
ALTER TABLE … SET LOGGED: set_logged
ALTER TABLE … SET NOT NULL: set_not_null
ALTER TABLE … SET SCHEMA: move_table
ALTER TABLE … SET STORAGE: set_storage
ALTER TABLE … SET TABLESPACE: set_tablespace
ALTER TABLE … SET UNLOGGED: set_unlogged
ALTER TABLE … TYPE: set_type
ALTER TABLE … TYPE … COLLATE: set_collation
ALTER TABLE … VALIDATE CONSTRAINT: validate_constraint
ALTER TABLE … VALIDATE CONSTRAINT of NOT NULL: validate_not_null
ALTER TYPE … ADD ATTRIBUTE: add_attribute
ALTER TYPE … ADD VALUE: add_enum_value
ALTER TYPE … ALTER ATTRIBUTE: set_attribute_type
ALTER TYPE … DROP ATTRIBUTE: drop_attribute
ALTER TYPE … RENAME of an enum: rename_enum
ALTER TYPE … RENAME of another type: rename_type
ALTER TYPE … RENAME ATTRIBUTE: rename_attribute
ALTER TYPE … RENAME VALUE: rename_enum_value
ALTER TYPE … SET SCHEMA of an enum: move_enum
ALTER TYPE … SET SCHEMA of another type: move_type
ALTER VIEW … RENAME: rename_view
COMMENT ON: set_comment
CREATE DOMAIN: create_domain
CREATE EXTENSION: create_extension
CREATE FUNCTION, PROCEDURE: create_function
CREATE INDEX: create_index
CREATE INDEX … ON ONLY: create_index/only
CREATE INDEX of one partition, for an index of its parent: create_index_part
CREATE INDEX CONCURRENTLY: create_index/concurrently
CREATE OR REPLACE FUNCTION, PROCEDURE: replace_function
CREATE OR REPLACE TRIGGER: replace_trigger
CREATE OR REPLACE VIEW: replace_view
CREATE POLICY: create_policy
CREATE PUBLICATION: create_publication
CREATE SCHEMA: create_namespace
CREATE SEQUENCE: create_sequence
CREATE STATISTICS: create_statistics
CREATE TABLE: create_table
CREATE TABLE … PARTITION OF: create_table
CREATE TRIGGER: create_trigger
CREATE TYPE … AS (…): create_composite
CREATE TYPE … AS ENUM: create_enum
CREATE TYPE … AS RANGE: create_range
CREATE VIEW, MATERIALIZED VIEW: create_view
DROP EXTENSION: drop_extension
DROP FUNCTION, PROCEDURE: drop_function
DROP INDEX: drop_index
DROP INDEX CONCURRENTLY: drop_index/concurrently
DROP POLICY: drop_policy
DROP PUBLICATION: drop_publication
DROP SCHEMA: drop_namespace
DROP SEQUENCE: drop_sequence
DROP STATISTICS: drop_statistics
DROP TABLE: drop_table
DROP TRIGGER: drop_trigger
DROP TYPE, DROP DOMAIN: drop_type
DROP TYPE of an enum: drop_enum
DROP VIEW, MATERIALIZED VIEW: drop_view
GRANT: grant
REFRESH MATERIALIZED VIEW: refresh_view
REFRESH MATERIALIZED VIEW CONCURRENTLY: refresh_view/concurrently
REVOKE: revoke
"""
# Made of several statements, or none of anybody's schema.
OWN = {"archive_column", "backfill", "change_rows", "copy_rows", "create_shim", "drop_shim", "drop_serial", "guard", "move_serial", "opaque",
       "restore_column", "set_serial", "verify"}


def statements():
    """Triples of a statement, an operation and a label, in order."""
    pairs = [line.rsplit(": ", 1) for line in STATEMENTS.strip().splitlines()]
    return [(statement, *operation.partition("/")[::2]) for statement, operation in pairs]


def check(operations):
    """Raises when an operation has no statement, or a statement no operation."""
    named = {operation for _, operation, _ in statements()}
    if named - set(operations):
        raise RuntimeError(f"statements of no operation: {', '.join(sorted(named - set(operations)))}")
    if set(operations) - named - OWN:
        raise RuntimeError(f"operations by no statement: {', '.join(sorted(set(operations) - named - OWN))}")
