#!/usr/bin/env python3
"""Prints the catalog of a PostgreSQL database in a canonical form: utils/catalog.py [DATABASE]

One line per fact, sorted, so that two databases compare line by line. DATABASE is a name or a
connection string (default: PGDATABASE); the usual PG variables apply.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import catalog


def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 2 * (len(sys.argv) > 2)
    try:
        lines = catalog.dump(sys.argv[1] if len(sys.argv) == 2 else os.environ.get("PGDATABASE", "postgres"))
    except RuntimeError as problem:
        print(f"catalog.py: {problem}", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
