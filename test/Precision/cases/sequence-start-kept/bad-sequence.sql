-- expect: sequence-start-kept
-- before
CREATE SEQUENCE s;
-- change
ALTER SEQUENCE s START WITH 1000;
