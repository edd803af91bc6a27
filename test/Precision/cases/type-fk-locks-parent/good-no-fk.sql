-- expect: nothing
-- with: -Wtype-fk-locks-parent
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(10));
-- change
ALTER TABLE t ALTER COLUMN a TYPE varchar(20);
