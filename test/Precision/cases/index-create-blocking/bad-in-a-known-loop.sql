-- expect: index-create-blocking x2
-- before
CREATE TABLE a (id bigint PRIMARY KEY, n int);
CREATE TABLE b (id bigint PRIMARY KEY, n int);
-- change
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
    EXECUTE format('CREATE INDEX %I ON %I (n)', t || '_n', t);
  END LOOP;
END $$;
