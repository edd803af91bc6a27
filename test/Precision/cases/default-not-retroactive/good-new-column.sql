-- expect: nothing
-- with: -Wdefault-not-retroactive
-- before
CREATE TABLE a (id bigint PRIMARY KEY);
-- change
ALTER TABLE a ADD COLUMN n int;
ALTER TABLE a ALTER COLUMN n SET DEFAULT 0;
