-- expect: nothing
-- before
CREATE TABLE notes (id bigint PRIMARY KEY, a text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON notes USING (a = current_user);
CREATE POLICY two ON notes USING (id = 1);
-- change
DROP POLICY two ON notes;
