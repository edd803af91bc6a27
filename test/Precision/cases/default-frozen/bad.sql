-- expect: default-frozen x2
-- change
CREATE TABLE a (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT 'now()');
CREATE TABLE b (id int PRIMARY KEY, day date DEFAULT 'today'::date);
