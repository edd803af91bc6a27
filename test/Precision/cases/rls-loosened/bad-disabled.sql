-- expect: rls-loosened
-- before
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- change
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
