"""What a plan makes in a file of SQLite is what a person's statements make, and its way back leaves nothing.

    live.py SCHEMAC SCHEMA.sir STATEMENTS.sql WORK
"""
import glob
import os
import shutil
import subprocess
import sys

from catalog import CATALOG, read, run

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
    ran = subprocess.run(["sqlite3", ours], capture_output=True, check=False, text=True, input="""
INSERT INTO users (id, email, flag) VALUES (1, 'a', 1), (2, 'b', 1); UPDATE users SET email = 'c' WHERE id = 2;
DELETE FROM users WHERE id = 1;
DELETE FROM users WHERE id = 2;
SELECT line FROM log;""")
    print("triggers: " + " ".join((ran.stdout + ran.stderr).split()))
    print("deferred: " + (deferred.stderr or "holds"))
    for phase in reversed(phases):
        run(ours, read(os.path.join(phase, "down.sql")))
    left = [line for line in run(ours, CATALOG) if line != "autoincrement 0"]
    print("\n".join(left) or f"{len(made)} lines of the catalog are equal; the way back leaves nothing")
    return made != wanted or bool(left)


sys.exit(main())
