-- expect: lock-timeout-too-long
-- change
SET LOCAL lock_timeout TO 600000;
