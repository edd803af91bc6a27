-- expect: nothing
-- version: 16
-- change
CREATE TABLE a (id int PRIMARY KEY, owner name);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON a USING (owner = current_user);
CREATE VIEW v WITH (security_invoker = true) AS SELECT id FROM a;
