-- expect: table-rename-breaks-clients
-- before
CREATE TABLE users (id int PRIMARY KEY);
-- change
ALTER TABLE users RENAME TO accounts;
