-- expect: enum-rename-value-breaks-clients
-- before
CREATE TYPE role AS ENUM ('admin', 'user');
CREATE TABLE t (id int PRIMARY KEY, r role);
-- change
ALTER TYPE role RENAME VALUE 'user' TO 'member';
