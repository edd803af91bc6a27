#!/usr/bin/env python3
"""The schema of a real application, made by schemac, against its own migration history.

    prisma_history.py --schemac PROGRAM --corpora FOLDER --work FOLDER APP

Runs beside a server (utils/pg.py). The database that the application's migrations make and the one
of `schemac plan --from empty --to SCHEMA` must have the same catalog, except for the differences
listed in prisma_history/APP.differences: what the application's schema does not say, each group
with its reason. An unlisted difference fails, and so does a listed one that is gone. "- " stands
before what only the history makes, "+ " before what only the schema says, "~ " before an enum with
the same values in another order; "…" at the end stands for the rest of a line (a function's body).
APP.before.sql holds what the schema takes for granted of the server.
"""
import argparse
import glob
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import catalog
import plans


def listed_differences(app):
    """The lines of the .differences file; a comment, the reason, must stand above each group."""
    path = os.path.join(HERE, "prisma_history", app + ".differences")
    lines, reason = [], False
    if not os.path.exists(path):
        return lines
    with open(path) as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            if line.startswith(("- ", "+ ", "~ ")):
                if not reason:
                    raise plans.Failure(f"{path}:{number}: a difference without a reason")
                lines.append(line)
            else:
                reason = line.startswith("#") or (reason and bool(line.strip()))
    return lines


def merge_enum_orders(lines):
    """Replaces the two lines of an enum whose values differ only in order by one."""
    values = {}
    for line in lines:
        if line[2:].startswith("enum "):
            name, labels = line[2:].split(": ", 1)
            values.setdefault(name, {})[line[0]] = sorted(labels.split(", "))
    reordered = {n for n, sides in values.items() if len(sides) == 2 and sides["-"] == sides["+"]}
    kept = [line for line in lines if catalog.subject(line[2:]) not in reordered]
    return kept + [f"~ {name}" for name in sorted(reordered)]


def matches(listed, line):
    return line.startswith(listed[:-1]) if listed.endswith("…") else line == listed


def replay(folder, name):
    database = plans.Database(name)
    scripts = sorted(glob.glob(os.path.join(glob.escape(folder), "migrations", "*", "migration.sql")))
    if not scripts:
        raise plans.Failure(f"{folder}: no migrations")
    database.run(*scripts)
    return database.catalog(), len(scripts)


def compiled(options, source):
    out = os.path.join(options.work, options.app)
    shutil.rmtree(out, ignore_errors=True)
    plan = plans.Compiler(options.schemac).plan("empty", source, out)
    database = plans.Database("compiled")
    database.run(*glob.glob(os.path.join(HERE, "prisma_history", options.app + ".before.sql")))
    before = database.catalog()
    database.run(*[plan.script(phase, "up") for phase in plan.phases])
    result = database.catalog()
    database.run(*[plan.script(phase, "down") for phase in reversed(plan.phases)])
    plans.expect_same("undone", before, database.catalog())
    return result


def main():
    parser = argparse.ArgumentParser()
    for name in ("schemac", "corpora", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--print", action="store_true", help="print the differences instead of judging them")
    parser.add_argument("app")
    options = parser.parse_args()
    folder = os.path.join(options.corpora, "prisma", options.app)
    history, count = replay(folder, "history")
    source = os.path.join(folder, "schema.prisma")
    actual = merge_enum_orders(catalog.diff(history, compiled(options, source)))
    if options.print:
        print("\n".join(actual))
        return 0
    listed = listed_differences(options.app)
    problems = [f"not listed: {line}" for line in actual if not any(matches(entry, line) for entry in listed)]
    problems += [f"listed, but gone: {entry}" for entry in listed
                 if not any(matches(entry, line) for line in actual)]
    print("\n".join(problems + [f"{options.app}: {count} migrations, {len(history)} facts, "
                                f"{len(listed)} listed differences, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
