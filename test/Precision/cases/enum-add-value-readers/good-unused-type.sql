-- expect: nothing
-- before
CREATE TYPE role AS ENUM ('admin');
-- change
-- no column has the type, so that nobody reads it
ALTER TYPE role ADD VALUE 'user';
