-- expect: rls-enable-without-policy
-- before
CREATE TABLE notes (id bigint PRIMARY KEY, a text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON notes USING (a = current_user);
-- change
DROP POLICY one ON notes;
