-- expect: object-rename-breaks-clients
-- before
CREATE TYPE state AS ENUM ('a');
-- change
ALTER TYPE state RENAME TO status;
