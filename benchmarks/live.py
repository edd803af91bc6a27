#!/usr/bin/env python3
"""W5: a live database against a Prisma schema, by schemac, Prisma's engine and, reading alone, pg_dump.

    utils/pg.py run --set max_locks_per_transaction=4096 -- python3 benchmarks/live.py [--tables 1000,10000] [--runs 3]

Makes tables (nine columns, a key, a check, a reference and two more indexes each), writes their Prisma schema by
`schemac convert`, and lets everybody compare the two or read the database, in turns. Prints Markdown: the least wall time,
which has the server's part in it, the least processor time of the client, and the most memory. The engine runs once where
a run takes longer than ten seconds; it needs the packages of utils/npm.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from run import once, row

HERE = os.path.dirname(os.path.abspath(__file__))
SQL = """
CREATE TYPE state AS ENUM ('a', 'b');
SELECT format('CREATE TABLE t%1$s (id bigserial PRIMARY KEY, a int NOT NULL DEFAULT 0, b text, c timestamptz DEFAULT now(),
  d varchar(20) DEFAULT ''x'', e state DEFAULT ''a'', f numeric(10,2), g jsonb, parent bigint%2$s, CONSTRAINT c%1$s CHECK (a > 0))', i,
  CASE WHEN i > 0 THEN ' REFERENCES t' || i - 1 ELSE '' END) FROM generate_series(0, (:tables) - 1) i
\\gexec
SELECT format('CREATE INDEX i%1$s ON t%1$s (b, c)', i), format('CREATE INDEX j%1$s ON t%1$s (a)', i)
FROM generate_series(0, (:tables) - 1) i
\\gexec
ANALYZE;
"""


def make(name, tables):
    subprocess.run(["createdb", name], check=True)
    subprocess.run(["psql", "-qXAtd", name, "-v", "ON_ERROR_STOP=1", "-v", f"tables={tables}"], input=SQL, text=True,
                   check=True, stdout=subprocess.DEVNULL)


def compare(schemac, tables, runs, folder):
    name, schema = f"live{tables}", os.path.join(folder, f"{tables}.prisma")
    make(name, tables)
    os.environ["PGDATABASE"] = name
    url = f"postgresql://{os.environ['PGUSER']}@/{name}?host={os.environ['PGHOST']}"
    subprocess.run([schemac, "convert", "--to", "prisma", url, "--out", schema], check=True, stderr=subprocess.DEVNULL)
    commands = {
        "schemac drift": [schemac, "drift", schema, url],
        "Prisma's engine, diff": ["node", os.path.join(HERE, "prisma_engine.mjs"), "database", schema],
        "pg_dump -s": ["pg_dump", "-s"],
    }
    times = {label: [] for label in commands}
    for _ in range(runs):  # in turns, so that all see the same machine
        for label, command in commands.items():
            if not times[label] or times[label][0][0] < 10:
                times[label].append(once(command))
    print(f"\n{tables:,} tables\n")
    row("", "wall", "of the client's processor", "resident")
    row("---", "---:", "---:", "---:")
    for label, taken in times.items():
        seconds, busy, memory = zip(*taken)
        row(label, f"{min(seconds):.2f} s", f"{min(busy):.2f} s", f"{max(memory) / 1024:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(HERE, os.pardir, "build", "bin", "schemac"))
    parser.add_argument("--tables", default="1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for tables in options.tables.split(","):
            compare(options.schemac, int(tables), options.runs, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
