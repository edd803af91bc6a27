#!/usr/bin/env python3
"""A real application's database, made by its own migrations, read by schemac.

    prisma_live.py --schemac PROGRAM --corpora FOLDER --work FOLDER APP

Runs beside a server (utils/pg.py). `plan --from URL --to schema.prisma` must have no step but those
listed in prisma_live/APP.steps, each group with its reason: what the migrations and the schema really
do not agree on. Nothing that a Prisma schema cannot say is among them. What `inspect` prints, planned from empty, must make the
same catalog in another database.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import plans
import prisma_history


def url(database):
    return f"postgresql://{os.environ['PGUSER']}@/{database}?host={os.environ['PGHOST']}"


def run(*command):
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        raise plans.Failure(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def listed_steps(app):
    path = os.path.join(HERE, "prisma_live", app + ".steps")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line and not line.startswith("#")]


def main():
    parser = argparse.ArgumentParser()
    for name in ("schemac", "corpora", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("app")
    options = parser.parse_args()
    folder = os.path.join(options.corpora, "prisma", options.app)
    catalog, count = prisma_history.replay(folder, "history")
    printed = run(options.schemac, "plan", "--from", url("history"), "--to", os.path.join(folder, "schema.prisma"),
                  "--emit", "plan-ir", "--stop-after", "diff")
    steps = [line.strip() for line in printed.split("\n") if line.startswith("    ") and not line.startswith("     ")]
    steps = [step for step in steps if step != "}"]
    listed = listed_steps(options.app)
    problems = [f"not listed: {step}" for step in steps if step not in listed]
    problems += [f"listed, but gone: {step}" for step in listed if step not in steps]

    os.makedirs(options.work, exist_ok=True)
    written = os.path.join(options.work, options.app + ".sir")
    with open(written, "w", encoding="utf-8") as file:
        file.write(run(options.schemac, "inspect", url("history")))
    out = os.path.join(options.work, "made")
    shutil.rmtree(out, ignore_errors=True)
    plan = plans.Compiler(options.schemac).plan("empty", written, out)
    made = plans.Database("made")
    made.run(*[plan.script(phase, "up") for phase in plan.phases])
    plans.expect_same("made of what inspect printed", catalog, made.catalog())
    print("\n".join(problems + [f"{options.app}: {count} migrations, {len(steps)} steps, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
