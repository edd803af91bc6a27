#!/usr/bin/env python3
"""refusals.py FILE: the server of the environment refuses the statements of FILE, one a line, that stand below an
expected-error, and takes all others."""
import subprocess
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if line.strip()]
    wrong = taken = refused = 0
    for before, line in zip([""] + lines, lines):
        if line.startswith("--"):
            continue
        out = subprocess.run(["psql", "-XAtq", "-d", "postgres", "-c", line], text=True, capture_output=True, check=False)
        expected = before.startswith("-- expected-error")
        taken += not out.returncode
        refused += bool(out.returncode)
        if bool(out.returncode) != expected:
            wrong += 1
            print(line, out.stderr.strip() or "is taken", sep="\n  ")
    print(f"{taken} taken, {refused} refused, {wrong} otherwise than expected")
    return 1 if wrong or not taken or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
