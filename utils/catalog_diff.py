#!/usr/bin/env python3
"""Compares two catalogs: utils/catalog_diff.py A B

A and B are databases, or files that utils/catalog.py wrote. Prints what only A has ("- …") and what
only B has ("+ …"); exits 1 when something differs.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import catalog


def read(name):
    if os.path.isfile(name):
        with open(name) as file:
            return file.read().splitlines()
    return catalog.dump(name)


def main():
    if len(sys.argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        differences = catalog.diff(read(sys.argv[1]), read(sys.argv[2]))
    except RuntimeError as problem:
        print(f"catalog_diff.py: {problem}", file=sys.stderr)
        return 2
    for line in differences:
        print(line)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
