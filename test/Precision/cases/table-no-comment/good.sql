-- expect: nothing
-- with: -Wtable-no-comment
-- change
CREATE TABLE a (a int PRIMARY KEY);
COMMENT ON TABLE a IS 'the first letter';
