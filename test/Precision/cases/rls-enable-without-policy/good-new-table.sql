-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE t (id bigint PRIMARY KEY, owner name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t USING (owner = current_user);
