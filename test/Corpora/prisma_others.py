#!/usr/bin/env python3
"""Schemas of Prisma for MySQL and SQLite, made by schemac, against their own migration histories.

    prisma_others.py --schemac PROGRAM --corpora FOLDER APP

As prisma_history.py does for PostgreSQL: the tables that the migrations make and those of `schemac plan --from empty --to SCHEMA`
have the same catalog, but for the differences in prisma_history/APP.differences. MySQL's run on a private MariaDB.
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "Emit", "Sqlite"))
import catalog as sqlite
import mariadb
import plans
from prisma_history import listed_differences


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def on_sqlite(scripts):
    with tempfile.TemporaryDirectory() as work:
        file = os.path.join(work, "db")
        for script in scripts:
            sqlite.run(file, script)
        return sqlite.run(file, sqlite.CATALOG)


def on_mariadb(scripts):
    database = mariadb.Database("made")
    for script in scripts:
        database.run(script)
    return database.catalog()


def compiled(options, folder, dialect):
    made = subprocess.run([options.schemac, "plan", "--no-config", "--from", "empty", "--to", os.path.join(folder, "schema.prisma"),
                           "--dialect", dialect, "--format", "sql"], capture_output=True, text=True, check=False)
    if made.returncode:
        raise plans.Failure(made.stderr)
    return made.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("schemac", "corpora"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("app")
    options = parser.parse_args()
    folder = os.path.join(options.corpora, "prisma", options.app)
    history = [read(path) for path in sorted(glob.glob(os.path.join(folder, "migrations", "*", "migration.sql")))]
    if options.app.endswith("sqlite"):
        theirs, ours = on_sqlite(history), on_sqlite([compiled(options, folder, "sqlite:3.40")])
    else:
        with mariadb.PrivateServer() as server:
            os.environ.update(server.environment)
            theirs, ours = on_mariadb(history), on_mariadb([compiled(options, folder, "mariadb:10.11")])
    actual = sqlite.differences(ours, theirs)
    listed = listed_differences(options.app)
    problems = [f"not listed: {line}" for line in actual if line not in listed]
    problems += [f"listed, but gone: {line}" for line in listed if line not in actual]
    print("\n".join(problems + [f"{options.app}: {len(history)} migrations, {len(theirs)} facts, {len(listed)} listed differences, "
                                f"{len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
