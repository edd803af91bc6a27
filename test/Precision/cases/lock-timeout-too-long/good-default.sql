-- expect: nothing
-- change
RESET lock_timeout;
SET lock_timeout TO DEFAULT;
