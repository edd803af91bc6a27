-- expect: rls-loosened
-- before
CREATE TABLE notes (id bigint PRIMARY KEY, tenant text, secret boolean);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenants ON notes USING (tenant = current_user);
CREATE POLICY no_secrets ON notes AS RESTRICTIVE USING (NOT secret);
-- change
DROP POLICY no_secrets ON notes;
