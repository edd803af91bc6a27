-- expect: nothing
-- change
CREATE TABLE a (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), till date DEFAULT 'infinity',
  since timestamptz DEFAULT '2020-01-01 00:00:00+00', word text DEFAULT 'now()', each timestamptz DEFAULT 'now'::text::timestamptz);
