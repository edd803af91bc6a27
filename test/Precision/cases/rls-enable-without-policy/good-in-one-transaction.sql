-- expect: nothing
-- before
CREATE TABLE t (id bigint PRIMARY KEY, owner name);
-- change
BEGIN;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t FOR ALL TO PUBLIC USING (owner = current_user);
COMMIT;
