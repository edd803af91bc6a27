-- expect: nothing
-- before
CREATE TABLE t (id bigint PRIMARY KEY, owner name);
-- change
CREATE POLICY mine ON t USING (owner = current_user);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
