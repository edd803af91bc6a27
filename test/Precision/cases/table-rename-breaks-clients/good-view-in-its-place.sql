-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name text);
-- change
-- code that is deployed finds a view under the old name, in the same moment
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
