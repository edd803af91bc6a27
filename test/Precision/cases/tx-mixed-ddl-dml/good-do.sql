-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
DO $$
BEGIN
  CREATE TABLE kinds (id bigint PRIMARY KEY, note text);
  INSERT INTO kinds VALUES (1, 'a');
  UPDATE kinds SET note = 'b';
END $$;
