-- expect: trigger-disable
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t DISABLE TRIGGER ALL;
