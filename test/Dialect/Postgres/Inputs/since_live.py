"""Holds lib/Frontend/SQL/Since.def against servers: since_live.py [VERSION...]

The words of a row have a statement in later-versions.sql, behind a line `-- VERSION words`, which servers from that
version on take, and older ones refuse.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, *[os.pardir] * 4)
sys.path.insert(0, os.path.join(ROOT, "utils", "lib"))
from lock_server import Database, Databases
from pgsession import SqlError
from postgres import PrivateServer, find_binaries

ROW = re.compile(r'^SINCE(?:_IN_EXPRESSIONS)?\((\d+), "(.*?)"', re.M)


def takes(database, sql):
    database.main.rows("BEGIN")
    try:
        for statement in sql:
            database.main.rows(statement)
        return True
    except SqlError:
        return False
    finally:
        database.main.rows("ROLLBACK")


def statements():
    with open(os.path.join(HERE, "later-versions.sql")) as file:
        setup, *parts = re.split(r"^-- (\d+ .*)\n", file.read(), flags=re.M)
    return setup, {head: [s for s in body.strip().split(";\n") if s] for head, body in zip(parts[::2], parts[1::2])}


def main():
    with open(os.path.join(ROOT, "lib", "Frontend", "SQL", "Since.def")) as file:
        rows = [(int(since), words) for since, words in ROW.findall(file.read())]
    setup, examples = statements()
    failed = 0
    for version in [int(v) for v in sys.argv[1:]] or [v for v in range(12, 19) if find_binaries(v)]:
        with PrivateServer(version) as server:
            databases = Databases(server)
            database = Database(server, databases.base("later", lambda name: databases.psql(name, text=setup)))
            for since, words in rows:
                there = takes(database, examples[f"{since} {words}"])
                if there != (version >= since):
                    failed += 1
                    print(f"PostgreSQL {version}: {words} is {'' if there else 'not '}there")
            database.close()
        print(f"PostgreSQL {version}: {len(rows)} rows")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
