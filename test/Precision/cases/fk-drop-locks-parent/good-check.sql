-- expect: nothing
-- with: -Wfk-drop-locks-parent
-- before
CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT f CHECK (a > 0));
-- change
ALTER TABLE t DROP CONSTRAINT f;
