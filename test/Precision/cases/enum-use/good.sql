-- expect: nothing
-- with: -Wenum-use
-- change
CREATE TABLE moods (name text PRIMARY KEY);
