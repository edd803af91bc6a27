-- expect: type-fk-locks-parent
-- with: -Wtype-fk-locks-parent
-- before
CREATE TABLE a (code varchar(10) PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) REFERENCES a (code));
-- change
ALTER TABLE t ALTER COLUMN a TYPE varchar(20);
