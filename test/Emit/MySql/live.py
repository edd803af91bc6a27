"""What a plan makes on MariaDB is what a person's statements make, and its way back leaves nothing.

    live.py SCHEMAC SCHEMA.sir STATEMENTS.sql WORK

Runs beside a server (utils/maria.py). MySQL's own server is in no package of Debian 12, so nothing is run on one: what
only MySQL has (NOT ENFORCED, indexes over expressions, INVISIBLE indexes) is held by texts alone.
"""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "utils", "lib"))
import mariadb


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    schemac, schema, statements, work = sys.argv[1:]
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run([schemac, "plan", "--no-config", "--from", "empty", "--to", schema, "--dialect", "mariadb:10.11", "--out", work],
                   check=True, stdout=subprocess.DEVNULL)
    phases = sorted(name for name in os.listdir(work) if os.path.isdir(os.path.join(work, name)))
    ours, theirs = mariadb.Database("ours"), mariadb.Database("theirs")
    for phase in phases:
        ours.run(read(os.path.join(work, phase, "up.sql")))
    theirs.run(read(statements))
    made, wanted = ours.catalog(), theirs.catalog()
    for line in sorted(set(made) ^ set(wanted)):
        print(("only the plan: " if line in made else "only the statements: ") + line)
    for phase in reversed(phases):
        ours.run(read(os.path.join(work, phase, "down.sql")))
    left = ours.catalog()
    print("\n".join(left) or f"{len(made)} lines of the catalog are equal; the way back leaves nothing")
    return made != wanted or bool(left)


sys.exit(main())
