-- expect: rls-policy-always-true
-- with: -Wrls-policy-always-true
-- change
CREATE TABLE a (id int PRIMARY KEY);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON a USING (true);
