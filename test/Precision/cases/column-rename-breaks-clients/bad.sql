-- expect: column-rename-breaks-clients
-- before
CREATE TABLE users (id int PRIMARY KEY, phone text);
-- change
ALTER TABLE users RENAME COLUMN phone TO phone_number;
