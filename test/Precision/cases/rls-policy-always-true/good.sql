-- expect: nothing
-- with: -Wrls-policy-always-true
-- change
CREATE TABLE a (id int PRIMARY KEY, open boolean);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY opened ON a USING (open);
