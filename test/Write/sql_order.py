#!/usr/bin/env python3
"""Schemas in SQL run on a server that has nothing, in the order that `inspect --to sql` gives them.

    sql_order.py --schemac PROGRAM FILE

FILE has a schema on each line. It is made on the server; the text that schemac writes of it, read from the file and
from the database, has to make the same in another database.
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import catalog
import plans


def url(database):
    return f"postgres:///{database}?host={os.environ['PGHOST']}&user={os.environ['PGUSER']}"


def psql(database, *arguments):
    done = subprocess.run(["psql", "-qX", "-d", database, "-v", "ON_ERROR_STOP=1", *arguments],
                          text=True, capture_output=True)
    return done.stderr if done.returncode else ""


def fresh(database):
    for statement in (f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database}"):
        if problem := psql("postgres", "-c", statement):
            raise plans.Failure(problem)


def problem_of(schemac, source, text):
    """What is wrong with the text of the database `made`, which SOURCE made, or of SOURCE itself."""
    done = subprocess.run([schemac, "inspect", source, "--to", "sql", "-Wno-sql-unmanaged"], text=True,
                          capture_output=True)
    if done.returncode:
        return done.stderr
    with open(text, "w", encoding="utf-8") as file:
        file.write(done.stdout)
    fresh("again")
    if refused := psql("again", "-f", text):
        return refused + done.stdout
    return "\n".join(catalog.diff(catalog.dump("made"), catalog.dump("again")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("file")
    options = parser.parse_args()
    bad = count = 0
    with tempfile.TemporaryDirectory() as folder, open(options.file, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip() or line.startswith("#"):
                continue
            source, count = os.path.join(folder, "schema.sql"), count + 1
            with open(source, "w", encoding="utf-8") as out:
                out.write(line)
            fresh("made")
            if refused := psql("made", "-f", source):
                raise plans.Failure(f"line {number}: {refused}")
            for read in (source, url("made")):
                if problem := problem_of(options.schemac, read, os.path.join(folder, "text.sql")):
                    bad += 1
                    print(f"line {number}, {read}: {problem}")
    print(f"{count} schemas, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
