-- expect: rls-enable-without-policy
-- before
CREATE TABLE t (id bigint PRIMARY KEY);
-- change
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
