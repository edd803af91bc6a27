#!/usr/bin/env python3
"""What the statements of a history lock and write anew on a server, against what schemac says they do.

    sql_locks.py --schemac PROGRAM [--listed FILE] SOURCE

Each statement that changes the schema runs in a transaction of its own; before it is committed its locks on
relations that were there before are read, and the files of tables are compared with those before. What cannot
run in a transaction is run and not compared. FILE lists differences with their reasons, as in sql_history.py.
"""
import argparse
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "Dialect", "Postgres", "Inputs"))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
from lock_server import MODES, Database, catalog, work_of
from pgsession import SqlError
from sql_history import listed_differences


class Environment:
    environment = os.environ


def claims(options):
    run = subprocess.run([options.schemac, "inspect", "--to", "locks", "--dialect", f"postgres:{options.version}",
                          "-Wno-sql", options.source], capture_output=True, text=True)
    if not run.stdout.startswith("["):
        sys.exit(run.stdout + run.stderr)
    return json.loads(run.stdout)


def text_of(statement, texts={}):
    path = statement["file"]
    if path not in texts:
        with open(path, "rb") as file:
            texts[path] = file.read()
    text = texts[path][statement["begin"]:statement["end"]].decode()
    # Each statement is a transaction here, and a file is one with its tool.
    return re.sub(r"ON\s+COMMIT\s+DROP", "", text, flags=re.IGNORECASE)


def observe(database, sql):
    """(locks, owners, rewritten tables) of a statement, which stays done."""
    session = database.main
    session.rows("BEGIN")
    try:
        before = catalog(session)
        session.rows(sql)
        locks = database.locks(before)
        after = catalog(session)
    except SqlError:
        session.rows("ROLLBACK")
        raise
    session.rows("COMMIT")
    work, relations = work_of(before, after, [])
    owners = {name: before[owner][0] for name, _, _, owner in before.values() if owner in before}
    return locks, owners, {name for name in relations if work == "rewrite"}, {row[0] for row in before.values()}


def differences(claim, seen):
    locks, owners, rewritten, there = seen
    claimed = {name: mode for name, mode in claim["locks"].items() if name in there}
    for name in sorted(set(claimed) | set(locks)):
        says, does = claimed.get(name, ""), locks.get(name, "")
        if name not in claimed and MODES.index(does) <= MODES.index(claimed.get(owners.get(name), "")):
            continue  # an index or sequence goes with its table
        if says != does:
            yield f"'{name}' is locked {does or 'not at all'}, not {says or 'not at all'}"
    says = {name for name in claim["rewrites"] if name in there}
    if says != rewritten:
        yield f"writes anew {', '.join(sorted(rewritten)) or 'nothing'}, not {', '.join(sorted(says)) or 'nothing'}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--listed")
    parser.add_argument("--version", type=int, default=15)
    parser.add_argument("source")
    options = parser.parse_args()
    database = Database(Environment, "postgres")
    compared = equal = 0
    found = []
    for claim in claims(options):
        sql = text_of(claim)
        if claim["kind"] in ("begin", "commit", "meta"):
            continue
        place = f"{os.path.relpath(claim['file'], options.source)}: {' '.join(sql.split())[:90]}"
        if claim["kind"] != "change" or not claim["transaction"]:
            database.main.rows(sql)
            continue
        try:
            seen = observe(database, sql)
        except SqlError as error:
            sys.exit(f"{place}\n{error}")
        problems = list(differences(claim, seen))
        compared += 1
        equal += not problems
        found += [f"{place}: {problem}" for problem in problems]
    database.close()
    listed = listed_differences(options.listed)
    unlisted = [line for line in found if not any(line.startswith(l[2:].rstrip("…")) for l in listed)]
    print("\n".join(unlisted + [f"{os.path.basename(os.path.abspath(options.source))}: {equal} of {compared} statements "
                                f"lock and write as predicted, {len(unlisted)} unlisted differences"]))
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main())
