-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY);
-- change
-- nobody knows the first name: it was not there before
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE users RENAME COLUMN phone TO phone_number;
