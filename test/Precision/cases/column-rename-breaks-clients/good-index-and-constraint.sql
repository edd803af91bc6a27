-- expect: nothing
-- before
CREATE TABLE users (id int CONSTRAINT pk PRIMARY KEY, phone text);
CREATE INDEX i ON users (phone);
-- change
ALTER INDEX i RENAME TO users_phone_idx;
ALTER TABLE users RENAME CONSTRAINT pk TO users_pkey;
