"""Whether a server looks at the rows of partitions, against what `schemac check` says of it: partition_proofs_live.py SCHEMAC VERSION

The server says at the level DEBUG1 that checks imply what it would look for. In each case a check is added to the default
partition (a new partition is made beside it) or to the table that becomes a partition.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, *[os.pardir] * 4, "utils", "lib"))
from postgres import PrivateServer

YEAR = "FROM ('2026-01-01') TO ('2027-01-01')"
# The column and its type, how it is partitioned, the bounds, the check; whether schemac has to know it. What it does not
# know and the server does is said though nothing is read: a false alarm, and never the other way round.
DEFAULTS = [
    ("at date NOT NULL", "RANGE", YEAR, "at < '2026-01-01' OR at >= '2027-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at < DATE '2026-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "NOT (at >= '2026-01-01' AND at < '2027-01-01')", True),
    ("at date NOT NULL", "RANGE", YEAR, "at IS NULL OR at < '2026-01-01'::date OR '2027-01-01' <= at", True),
    ("at date NOT NULL", "RANGE", YEAR, "at < '2020-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at <= '2026-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at < '2026-06-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at > '2026-12-31'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at < '2026-01-01' OR id > 0", True),
    ("at date NOT NULL", "RANGE", YEAR, "at NOT BETWEEN '2026-01-01' AND '2026-12-31'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at NOT BETWEEN '2026-01-01' AND '2027-01-01'", True),
    ("at date", "RANGE", YEAR, "(at < '2026-01-01' OR at >= '2027-01-01') AND id > 0", True),
    ("at timestamptz NOT NULL", "RANGE", YEAR, "at < '2026-01-01' OR at >= '2027-01-01'", True),
    ("at timestamptz NOT NULL", "RANGE", YEAR, "at < '2026-01-01'::date", True),
    ("n int NOT NULL", "RANGE", "FROM (10) TO (20)", "n < 10 OR n >= 20", True),
    ("n bigint NOT NULL", "RANGE", "FROM ('10') TO ('20')", "n <= 9 OR n > 20", True),
    ("n int NOT NULL", "RANGE", "FROM (MINVALUE) TO (20)", "n >= 20", True),
    ("n int NOT NULL", "RANGE", "FROM (-5) TO (MAXVALUE)", "n < -5", True),
    ("r text", "LIST", "IN ('a', 'b')", "r NOT IN ('a', 'b')", True),
    ("r text", "LIST", "IN ('a', 'b')", "r <> 'a' AND r != 'b'", True),
    ("r text", "LIST", "IN ('a')", "r <> 'a'", True),
    ("r text", "LIST", "IN ('a', 'b')", "r <> 'a'", True),
    ("r text", "LIST", "IN ('a')", "r NOT IN ('a', 'b')", True),
    ("r text", "LIST", "IN ('a')", "r IN ('b', 'c')", False),
    ("r varchar(8)", "LIST", "IN ('a')", "r <> 'a'", True),
    ("r varchar(8)", "LIST", "IN ('a')", "r::text <> 'a'::text", True),
    ("r text", "LIST", "IN ('a')", "r <> ALL (ARRAY['a'::text, 'b'::text])", True),
    ("r text", "LIST", "IN ('a')", "lower(r) <> 'a'", True),
    ("n int", "LIST", "IN (1, 2)", "n > 2", True),
    ("n int", "LIST", "IN (1, 2)", "n = 7", True),
    ("n int", "LIST", "IN (1, 2)", "NOT (n = 1 OR n = 2)", True),
    ("n int", "LIST", "IN (1, 2)", "n + 0 <> 1", True),
]
ATTACHED = [
    ("at date NOT NULL", "RANGE", YEAR, "at >= '2026-01-01' AND at < '2027-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at >= '2026-02-01' AND at < '2026-03-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at BETWEEN '2026-02-01' AND '2026-03-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at BETWEEN '2026-01-01' AND '2027-01-01'", True),
    ("at date", "RANGE", YEAR, "at >= '2026-01-01' AND at < '2027-01-01'", True),
    ("at date", "RANGE", YEAR, "at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "at >= '2026-01-01' OR at < '2027-01-01'", True),
    ("at date NOT NULL", "RANGE", YEAR, "NOT (at < '2026-01-01' OR at >= '2027-01-01')", True),
    ("n int NOT NULL", "LIST", "IN (1, 2)", "n = 1", True),
    ("n int NOT NULL", "LIST", "IN (1, 2)", "n IN (2, 1)", True),
    ("n int NOT NULL", "LIST", "IN (1, 2)", "n IN (1, 2, 3)", True),
    ("n int NOT NULL", "LIST", "IN (1, 2)", "n >= 1 AND n <= 2", True),
    ("r text NOT NULL", "LIST", "IN ('a', 'b')", "r = 'a' OR r = 'b'", True),
]


def scripts(kind, column, strategy, bounds, check):
    name = column.split()[0]
    rest = "default" if kind == "default" else "part"
    before = [f"CREATE TABLE whole (id bigint NOT NULL, {column}) PARTITION BY {strategy} ({name});"]
    if kind == "default":
        before.append("CREATE TABLE rest PARTITION OF whole DEFAULT;")
        change = f"CREATE TABLE part PARTITION OF whole FOR VALUES {bounds};"
    else:
        before.append(f"CREATE TABLE part (id bigint NOT NULL, {column});")
        change = f"ALTER TABLE whole ATTACH PARTITION part FOR VALUES {bounds};"
    table = "rest" if rest == "default" else "part"
    return before + [f"ALTER TABLE {table} ADD CONSTRAINT says CHECK ({check});"], change


def by_server(server, before, change):
    """Whether it reads the rows."""
    sql = "\n".join(["BEGIN;", *before, "SET LOCAL client_min_messages = debug1;", change, "ROLLBACK;"])
    run = subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", "-"], input=sql,
                         env=server.environment, text=True, capture_output=True)
    if run.returncode:
        sys.exit(f"{change}\n{run.stderr}")
    return "implied by existing constraints" not in run.stderr


def by_schemac(schemac, version, before, change):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("001_before.sql", "\n".join(before)), ("002_change.sql", change)):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text + "\n")
        run = subprocess.run([schemac, "check", "--no-config", "--dialect", f"postgres:{version}",
                              os.path.join(folder, "002_change.sql")], text=True, capture_output=True)
        return bool(re.search(r"SC4123|SC4170", run.stdout + run.stderr))


def main():
    schemac, version = sys.argv[1], int(sys.argv[2])
    wrong = 0
    cases = [("default", *case) for case in DEFAULTS] + [("attached", *case) for case in ATTACHED]
    with PrivateServer(version) as server:
        for kind, column, strategy, bounds, check, known in cases:
            before, change = scripts(kind, column, strategy, bounds, check)
            reads, said = by_server(server, before, change), by_schemac(schemac, version, before, change)
            if said != (reads or not known):
                wrong += 1
                print(f"{kind} {column} {bounds}: CHECK ({check}) {'reads' if reads else 'does not read'}, "
                      f"{'said' if said else 'not said'}")
    print(f"PostgreSQL {version}: {len(cases)} checks, {wrong} judged otherwise")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
