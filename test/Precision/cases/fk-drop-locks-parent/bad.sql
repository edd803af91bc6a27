-- expect: fk-drop-locks-parent
-- with: -Wfk-drop-locks-parent
-- before
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT f REFERENCES a (id));
-- change
ALTER TABLE t DROP CONSTRAINT f;
