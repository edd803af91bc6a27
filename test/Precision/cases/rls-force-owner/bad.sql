-- expect: rls-force-owner
-- before
CREATE TABLE t (id bigint PRIMARY KEY, owner name);
CREATE POLICY mine ON t USING (owner = current_user);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- change
ALTER TABLE t FORCE ROW LEVEL SECURITY;
