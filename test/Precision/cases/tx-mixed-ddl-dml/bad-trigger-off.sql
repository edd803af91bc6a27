-- expect: trigger-disable, tx-mixed-ddl-dml
-- tool: flyway
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text, touched timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := now(); RETURN NEW; END $$;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- change
ALTER TABLE users DISABLE TRIGGER users_touch;
UPDATE users SET name = trim(name);
ALTER TABLE users ENABLE TRIGGER users_touch;
