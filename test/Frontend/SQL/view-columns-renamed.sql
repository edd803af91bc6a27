-- A column of a view has another name for what stands on the view, too, and no other in the query.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error --implicit-check-not=warning

CREATE TABLE t (id int PRIMARY KEY, a text, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT a FROM v WHERE id > 1;
COMMENT ON COLUMN v.a IS 'said of it';
GRANT SELECT (a) ON v TO public;
ALTER VIEW v RENAME COLUMN a TO aa;
ALTER TABLE v RENAME id TO vid;
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE INDEX m_a ON m (a, lower(a)) WHERE a <> '';
ALTER MATERIALIZED VIEW m RENAME COLUMN a TO mm;
CREATE FUNCTION most() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(aa) FROM v; END;
ALTER VIEW v RENAME COLUMN aa TO b;

-- CHECK: function @most () returns i64 language @sql as sql"BEGIN ATOMIC SELECT count(b) FROM v; END"
-- CHECK: view @m (@id, @mm) materialized
-- CHECK: index @m_a (@mm, sql"lower(mm)") where sql"mm <> ''"
-- CHECK: view @v (@vid, @b) as sql"SELECT id, a FROM t"
-- CHECK: view @w as sql"SELECT b AS a FROM v WHERE vid > 1"
