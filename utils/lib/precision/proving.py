"""Whether a real server takes the statements of the cases: labels must not speak of what cannot be."""
from postgres import PrivateServer
from psql import Psql

EMPTY = """
SET client_min_messages = error;
DO $$ DECLARE n text; BEGIN
  FOR n IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', n); END LOOP;
  FOR n IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP EXECUTE format('DROP EXTENSION %I CASCADE', n); END LOOP;
  FOR n IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', n);
  END LOOP;
END $$;
CREATE SCHEMA public;
"""
WRAPPED = ("flyway", "goose")


def with_row(case):
    """One row in each table that has only nullable columns besides a key: refusals need rows."""
    return case.before + """
DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace NOT IN (11, 'information_schema'::regnamespace) LOOP
    BEGIN EXECUTE format('INSERT INTO %s (%I) VALUES (''1'')', t, (SELECT attname FROM pg_attribute WHERE attrelid = t AND attnum = 1));
    EXCEPTION WHEN OTHERS THEN NULL; END;
  END LOOP;
END $$;
"""


def run(psql, case, rows):
    """The first statement of the case that failed, as the server says it; empty: none."""
    code, _, said = psql.run_text(with_row(case) if rows else case.before)
    before = "before: " + said.strip() if code else ""
    # Flyway opens no transaction for what cannot run in one.
    alone = case.tool == "flyway" and "CONCURRENTLY" in case.change and not case.refused
    several = case.tool == "prisma" and case.change.count(";") > 1
    wrapped = (case.tool in WRAPPED and not alone) or several
    code, _, said = psql.run_text(f"BEGIN;\n{case.change}\n;COMMIT;" if wrapped else case.change + "\n;ROLLBACK;")
    psql.run_text(EMPTY)
    return before or (said.strip() if code else "")


def prove_on(server, cases):
    """What is refused is refused for the rows that are there; what is taken may ask for none."""
    bad, psql = 0, Psql("postgres", server.environment)
    for case in (case for case in cases if case.before):
        error = run(psql, case, rows=case.refused)
        if bool(error) != case.refused or error.startswith("before: "):
            bad += 1
            print(f"{case.name}: {error or 'is taken'}")
    psql.close()
    return bad


def prove(cases):
    bad = 0
    for version in sorted({case.version for case in cases}):
        with PrivateServer(version) as server:
            bad += prove_on(server, [case for case in cases if case.version == version])
    print(f"{len([c for c in cases if c.before])} cases run, {bad} otherwise than labelled")
    return 1 if bad else 0
