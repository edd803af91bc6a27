CREATE EXTENSION citext;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE temper AS ENUM ('ok', 'calm');
CREATE TABLE samples (type text, value text);

-- What ALTER COLUMN TYPE does to a table and to an index on the column: catalog, index-rebuild, rewrite, or
-- the SQLSTATE of the refusal. All of it is undone.
CREATE FUNCTION altered(source text, target text, conversion text, indexed boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE heap oid; idx oid; result text;
BEGIN
  EXECUTE format('CREATE TABLE probe (c %s)', source);
  IF indexed THEN CREATE INDEX probe_c ON probe (c); END IF;
  INSERT INTO probe VALUES (NULL);
  SELECT relfilenode INTO heap FROM pg_class WHERE relname = 'probe';
  SELECT relfilenode INTO idx FROM pg_class WHERE relname = 'probe_c';
  EXECUTE format('ALTER TABLE probe ALTER COLUMN c TYPE %s %s', target, conversion);
  result := CASE WHEN heap <> (SELECT relfilenode FROM pg_class WHERE relname = 'probe') THEN 'rewrite'
                 WHEN idx <> (SELECT relfilenode FROM pg_class WHERE relname = 'probe_c') THEN 'index-rebuild'
                 WHEN indexed THEN 'catalog' ELSE 'catalog or index-rebuild' END;
  RAISE EXCEPTION USING ERRCODE = 'SC000', MESSAGE = result;
EXCEPTION
  WHEN SQLSTATE 'SC000' THEN RETURN SQLERRM;
  WHEN undefined_object THEN -- one of the types has no order: without the index
    RETURN CASE WHEN indexed THEN altered(source, target, conversion, false) ELSE SQLSTATE END;
  WHEN OTHERS THEN RETURN SQLSTATE;
END $$;

-- What becomes of the sample values there and back: `refused` by the way there, `changed` after both ways.
CREATE FUNCTION converted(source text, target text, there text, back text, OUT refused text, OUT changed text)
LANGUAGE plpgsql AS $$
DECLARE v text; lost boolean;
BEGIN
  EXECUTE format('CREATE TABLE probe (c %s, d %s, back %1$s)', source, target);
  FOR v IN SELECT value FROM samples WHERE type = source LOOP
    EXECUTE format('INSERT INTO probe (c) VALUES (%L)', v);
    BEGIN
      EXECUTE format('UPDATE probe SET d = %s', there);
    EXCEPTION WHEN OTHERS THEN
      refused := concat_ws(', ', refused, v); DELETE FROM probe; CONTINUE;
    END;
    IF back <> '' THEN
      BEGIN
        EXECUTE format('WITH q AS (SELECT d AS c FROM probe) UPDATE probe SET back = (SELECT %s FROM q)', back);
        SELECT c::text IS DISTINCT FROM probe.back::text INTO lost FROM probe;
      EXCEPTION WHEN OTHERS THEN lost := true;
      END;
      IF lost THEN changed := concat_ws(', ', changed, v); END IF;
    END IF;
    DELETE FROM probe;
  END LOOP;
  DROP TABLE probe;
END $$;
