-- expect: rls-policy-unused
-- change
CREATE TABLE a (id int PRIMARY KEY, owner name);
CREATE POLICY mine ON a USING (owner = current_user);
