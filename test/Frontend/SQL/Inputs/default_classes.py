#!/usr/bin/env python3
"""Holds DefaultClasses.def against the server of the environment: default_classes.py FILE"""
import re
import subprocess
import sys

QUERY = """SELECT amname, opcname, bool_and(opcdefault) FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod
           WHERE opcnamespace = 'pg_catalog'::regnamespace GROUP BY 1, 2"""


def main():
    with open(sys.argv[1]) as file:
        rows = re.findall(r'DEFAULT_CLASSES\("(\w+)",\s*((?:"[^"]*"\s*)+)\)', file.read())
    listed = {(method, name) for method, names in rows for name in "".join(re.findall(r'"([^"]*)"', names)).split()}
    out = subprocess.run(["psql", "-XAtF", " ", "-d", "postgres", "-c", QUERY], text=True, capture_output=True, check=True)
    server = {tuple(line.split()[:2]) for line in out.stdout.splitlines() if line.endswith(" t")}
    known = {tuple(line.split()[:2]) for line in out.stdout.splitlines()}
    wrong = sorted(listed & known - server) + sorted(server - listed)
    print("\n".join(" ".join(entry) for entry in wrong) or f"{len(listed)} classes")
    return 1 if wrong or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
