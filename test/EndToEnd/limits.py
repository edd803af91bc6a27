#!/usr/bin/env python3
"""What a server takes at most, and one more: both must say the same of each statement.

    limits.py SCHEMAC      beside a server (utils/pg.py)
"""
import os
import subprocess
import sys
import tempfile

SCHEMAC = sys.argv[1]


def columns(n, each="c{} int"):
    return ", ".join(each.format(i) for i in range(n))


def names(n):
    return columns(n, "c{}")


CASES = {
    "columns": (1600, lambda n: f"CREATE TABLE t ({columns(n)});"),
    "index": (32, lambda n: f"CREATE TABLE t ({columns(n)}); CREATE INDEX i ON t ({names(n)});"),
    "include": (32, lambda n: f"CREATE TABLE t ({columns(n)}); CREATE INDEX i ON t (c0) INCLUDE ({names(n)[4:]});"),
    "key": (32, lambda n: f"CREATE TABLE t ({columns(n)}, UNIQUE ({names(n)}));"),
    "partitioned by": (32, lambda n: f"CREATE TABLE t ({columns(n)}) PARTITION BY RANGE ({names(n)});"),
    "arguments": (100, lambda n: f"CREATE FUNCTION f({columns(n, 'a{} int')}) RETURNS int LANGUAGE sql AS 'SELECT 1';"),
}


def server(sql):
    script = f"BEGIN; {sql} ROLLBACK;"
    run = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", "-"], input=script, text=True,
                         capture_output=True)
    return run.returncode == 0


def compiler(sql, folder):
    path = os.path.join(folder, "state.sql")
    with open(path, "w") as f:
        f.write(sql)
    run = subprocess.run([SCHEMAC, "plan", "--from", "empty", "--to", path], capture_output=True, text=True)
    return run.returncode == 0, run.stdout + run.stderr


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, (most, sql) in CASES.items():
            said = []
            for n in (most, most + 1):
                taken, text = compiler(sql(n), folder)
                said.append((server(sql(n)), taken))
                if not taken and f"of at most {most}" not in text:
                    said.append(text)
            print(f"{name}:", *("server {} schemac {}".format(*(("refuses", "takes")[x] for x in s)) if isinstance(s, tuple) else s
                                for s in said), sep=" ")


main()
