#!/usr/bin/env python3
"""Holds what schemac answers to conditions over catalogs against the server of the environment.

    catalog_conditions.py FOLDER WORK

FOLDER has setup.sql and conditions.txt, a condition a line. A DO block makes one table where it
holds and another where it does not, here and on the server. A block that is not followed is no
answer; so many of them must be, as the least number below says.
"""
import os
import re
import subprocess
import sys

LEAST = 150
BLOCK = "DO $$ BEGIN IF %s THEN CREATE TABLE yes_%d (); ELSE CREATE TABLE no_%d (); END IF; END $$;\n"
MADE = "SELECT relname FROM pg_class WHERE relname ~ '^(yes|no)_[0-9]+$'"


def main():
    folder, work = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    with open(os.path.join(folder, "setup.sql")) as file:
        setup = file.read()
    with open(os.path.join(folder, "conditions.txt")) as file:
        conditions = [line for line in file.read().splitlines() if line]
    blocks = [BLOCK % (condition, n, n) for n, condition in enumerate(conditions)]
    subprocess.run(["psql", "-XAtqd", "postgres", "-v", "ON_ERROR_STOP=1"], input=setup + "".join(blocks), text=True,
                   capture_output=True, check=True)
    out = subprocess.run(["psql", "-XAtd", "postgres", "-c", MADE], text=True, capture_output=True, check=True)
    server = {int(n): answer for answer, n in re.findall(r"^(yes|no)_(\d+)$", out.stdout, re.M)}
    known, wrong = 0, []
    path = os.path.join(work, "block.sql")
    for n, (condition, block) in enumerate(zip(conditions, blocks)):
        with open(path, "w") as file:
            file.write(setup + block)
        said = subprocess.run(["schemac", "inspect", path], text=True, capture_output=True)
        answer = re.search(r"table @(yes|no)_%d " % n, said.stdout)
        known += answer is not None
        if answer and answer.group(1) != server[n]:
            wrong.append("the server says %s, and here it is %s: %s" % (server[n], answer.group(1), condition))
    print("\n".join(wrong) or "%d of %d conditions are known" % (known, len(conditions)))
    return 1 if wrong or known < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
