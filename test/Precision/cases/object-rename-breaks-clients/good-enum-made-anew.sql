-- expect: nothing
-- before
CREATE TYPE state AS ENUM ('a');
-- change
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('a', 'b');
