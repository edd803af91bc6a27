#!/usr/bin/env python3
"""What SQL makes on a server, against what schemac makes of the same SQL.

    sql_history.py --schemac PROGRAM --work FOLDER [--listed FILE] [--before FILE] SOURCE

SOURCE is a .sql file, or the folder of a migration history. Its files run as they are with psql, in
the order of its tool; in another database runs the plan of `schemac plan --from empty --to SOURCE`.
Both must have the same catalog, except for the differences that FILE lists, each group with its
reason above it: "- " stands before what only the source makes, "+ " before what only the plan makes;
"…" at the end stands for the rest of a line. An unlisted difference fails, and so does a listed one
that is gone. Undone, the plan must leave nothing.

`--before` names SQL that runs first in both databases: what the source takes for granted.
"""
import argparse
import glob
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import catalog
import plans


def version(path):
    """1.2 of V1_2__name.sql and 001 of 001_name.sql, as numbers."""
    digits = re.match(r"[VB]?([0-9]+(?:[._][0-9]+)*)", os.path.basename(path))
    return [int(n) for n in re.split(r"[._]", digits.group(1))] if digits else []


def in_order(source):
    """The files that the tool of the history runs in an empty database."""
    if os.path.isfile(source):
        return [source]
    prisma = sorted(glob.glob(os.path.join(glob.escape(source), "*", "migration.sql")))
    if prisma:
        return prisma
    files = glob.glob(os.path.join(glob.escape(source), "*.sql"))
    named = {kind: [f for f in files if os.path.basename(f)[0] == kind] for kind in "VRB"}
    if not named["V"]:
        return sorted((f for f in files if not re.search(r"[._]down\.sql$", f)), key=version)
    baseline = sorted(named["B"], key=version)[-1:]
    later = [f for f in named["V"] if not baseline or version(f) > version(baseline[0])]
    return baseline + sorted(later, key=version) + sorted(named["R"])


def listed_differences(path):
    lines, reason = [], False
    if not path:
        return lines
    with open(path) as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            if line.startswith(("- ", "+ ")):
                if not reason:
                    raise plans.Failure(f"{path}:{number}: a difference without a reason")
                lines.append(line)
            else:
                reason = line.startswith("#") or (reason and bool(line.strip()))
    return lines


def matches(listed, line):
    return line.startswith(listed[:-1]) if listed.endswith("…") else line == listed


def compiled(options, before):
    shutil.rmtree(options.work, ignore_errors=True)
    plan = plans.Compiler(options.schemac).plan("empty", options.source, options.work)
    database = plans.Database("compiled")
    database.run(*before)
    empty = database.catalog()
    database.run(*[plan.script(phase, "up") for phase in plan.phases])
    result = database.catalog()
    database.run(*[plan.script(phase, "down") for phase in reversed(plan.phases)])
    plans.expect_same("undone", empty, database.catalog())
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--listed")
    parser.add_argument("--before")
    parser.add_argument("--database", help="the database that the source makes for itself and connects to")
    parser.add_argument("--print", action="store_true", help="print the differences instead of judging them")
    parser.add_argument("source")
    options = parser.parse_args()
    before = [options.before] if options.before else []
    database = plans.Database("source")
    files = in_order(options.source)
    database.run(*before, *files)
    made = catalog.dump(options.database) if options.database else database.catalog()
    actual = catalog.diff(made, compiled(options, before))
    if options.print:
        print("\n".join(actual))
        return 0
    listed = listed_differences(options.listed)
    problems = [f"not listed: {line}" for line in actual if not any(matches(entry, line) for entry in listed)]
    problems += [f"listed, but gone: {entry}" for entry in listed
                 if not any(matches(entry, line) for line in actual)]
    name = os.path.basename(os.path.abspath(options.source))
    print("\n".join(problems + [f"{name}: {len(files)} files, {len(made)} facts, "
                                f"{len(listed)} listed differences, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
