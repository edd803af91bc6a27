"""What a plan makes in a file of SQLite is what a person's statements make, and its way back leaves nothing.

    live.py SCHEMAC SCHEMA.sir STATEMENTS.sql WORK
"""
import glob
import os
import shutil
import subprocess
import sys

# Everything that the pragmas tell; the text of a statement is the author's own, so it counts for checks and views only.
CATALOG = """
SELECT 'table ' || t.name || ' strict ' || t.strict || ' wr ' || t.wr FROM pragma_table_list t
  WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1;
SELECT 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || ' notnull ' || c."notnull" || ' default ' ||
  lower(coalesce(c.dflt_value, '-')) || ' pk ' || c.pk || ' hidden ' || c.hidden
  FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.name NOT LIKE 'sqlite_%' ORDER BY 1;
SELECT 'key ' || m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_update || ' ' || f.on_delete
  FROM sqlite_master m, pragma_foreign_key_list(m.name) f ORDER BY 1;
SELECT 'index ' || m.name || ' unique ' || i."unique" || ' ' || i.origin || ' partial ' || i.partial || ' ' || x.seqno || ' ' ||
  coalesce(x.name, '-') || ' desc ' || x.desc || ' ' || lower(x.coll)
  FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) x WHERE x.key ORDER BY 1;
SELECT 'autoincrement ' || count(*) FROM sqlite_master WHERE sql LIKE '%autoincrement%';
"""


def run(file, sql):
    done = subprocess.run(["sqlite3", "-bail", file], input=sql, text=True, capture_output=True, check=False)
    if done.returncode or done.stderr:
        sys.exit(f"{done.stderr}\nin\n{sql}")
    return done.stdout.splitlines()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    schemac, schema, statements, work = sys.argv[1:]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    plan, ours, theirs = (os.path.join(work, name) for name in ("plan", "ours.db", "theirs.db"))
    subprocess.run([schemac, "plan", "--no-config", "--from", "empty", "--to", schema, "--out", plan], check=True,
                   stdout=subprocess.DEVNULL)
    phases = sorted(glob.glob(os.path.join(plan, "[0-9]_*")))
    for phase in phases:
        run(ours, read(os.path.join(phase, "up.sql")))
    run(theirs, read(statements))
    made, wanted = run(ours, CATALOG), run(theirs, CATALOG)
    for line in sorted(set(made) ^ set(wanted)):
        print(("only the plan: " if line in made else "only the statements: ") + line)
    # Checks and deferred keys are in no pragma: they are held by what they do.
    refused = subprocess.run(["sqlite3", ours, "INSERT INTO users (email, amount) VALUES ('a', -9)"], capture_output=True, check=False)
    print("check: " + ("holds" if refused.returncode else "does not hold"))
    deferred = subprocess.run(["sqlite3", "-bail", ours], capture_output=True, check=False, text=True, input="""PRAGMA foreign_keys = ON;
BEGIN; INSERT INTO orders (id, user_id) VALUES ('o', 7); INSERT INTO users (id, email) VALUES (7, 'b'); COMMIT;
DELETE FROM orders; DELETE FROM users;""")
    print("deferred: " + (deferred.stderr or "holds"))
    for phase in reversed(phases):
        run(ours, read(os.path.join(phase, "down.sql")))
    left = [line for line in run(ours, CATALOG) if line != "autoincrement 0"]
    print("\n".join(left) or f"{len(made)} lines of the catalog are equal; the way back leaves nothing")
    return made != wanted or bool(left)


sys.exit(main())
