-- What came after the grammar of the parser is read in older words where the IR knows it.
CREATE TABLE t (
  a int,
  b int GENERATED ALWAYS AS (a + 1) VIRTUAL,
  c text STORAGE external,
  CONSTRAINT a_there NOT NULL a
);
CREATE TABLE u (a int, CONSTRAINT small CHECK (a < 10) NOT ENFORCED);
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2);
ALTER TABLE t ADD CONSTRAINT c_there NOT NULL c NOT VALID;

