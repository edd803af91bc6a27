-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TYPE role AS ENUM ('admin', 'user');
ALTER TYPE role RENAME VALUE 'user' TO 'member';
