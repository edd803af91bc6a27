#!/usr/bin/env python3
"""Dirty rows stop a phase before it has done harm: guards.py SCHEMAC FILE

FILE holds cases between lines `// -----`: two schemas, from and to, and comments

    // case: NAME
    // rows: SQL       what is in the database; may be repeated
    // dirty: SQL      run when all phases are done; then the way back must stop instead
    // phase: NAME     the phase that must stop
    // lists: TEXT     what the message must name
    // clean: SQL      after that the phase runs, and all phases after it
    // options: …      of schemac plan
    // setting: NAME=VALUE  for the database, as ALTER DATABASE sets it

Phases before it run; the phase stops with a guard, and the catalog is what it was when it began. Runs
beside a server (utils/pg.py).
"""
import os
import re
import shlex
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import plans


class Case:
    def __init__(self, text, folder):
        notes = re.findall(r"^// (\w+): (.*)$", text, re.M)
        self.notes = {key: [value for word, value in notes if word == key] for key, _ in notes}
        self.name = self.note("case")
        self.paths = []
        for number, schema in enumerate(re.findall(r"^schema .*?^}\n", text, re.M | re.S)):
            self.paths.append(os.path.join(folder, f"{self.name}-{number}.sir"))
            with open(self.paths[-1], "w") as file:
                file.write(schema)

    def note(self, key):
        return self.notes.get(key, [""])[-1]

    def sql(self, database, key):
        for text in self.notes.get(key, []):
            database.sql(text)


def must_stop(case, database, script):
    """The script stops with a guard or a verification that lists the rows, and has done nothing."""
    before = database.catalog()
    try:
        database.run(script)
    except plans.Failure as failure:
        message = str(failure)
    else:
        raise plans.Failure(f"{case.name}: nothing stops {script}")
    stopped = re.search(r"(?:guard|verification) failed: (.*)", message)
    if not stopped:
        raise plans.Failure(f"{case.name}: stopped by something else\n{message}")
    for text in case.notes["lists"]:
        if text not in message:
            raise plans.Failure(f"{case.name}: the message does not list {text}\n{message}")
    plans.expect_same(f"{case.name}: catalog after the guard", before, database.catalog())
    return stopped[1]


def run(case, compiler, folder):
    plan = compiler.plan(*case.paths, os.path.join(folder, case.name), *shlex.split(case.note("options")))
    made = compiler.plan("empty", case.paths[0], os.path.join(folder, "made-" + case.name))
    database = plans.Database("guards")
    for setting in case.notes.get("setting", []):
        database.sql(f"ALTER DATABASE guards SET {setting}")
    database.run(*[made.script(phase, "up") for phase in made.phases])
    case.sql(database, "rows")
    way = [(phase, "up") for phase in plan.phases]
    stop = next((i for i, phase in enumerate(plan.phases) if phase.endswith(case.note("phase"))), None)
    if stop is None:
        raise plans.Failure(f"{case.name}: no phase {case.note('phase')} among {', '.join(plan.phases)}")
    if "dirty" in case.notes:
        database.run(*[plan.script(*step) for step in way])
        case.sql(database, "dirty")
        way = [(phase, "down") for phase in reversed(plan.phases)]
        stop = len(way) - 1 - stop
    database.run(*[plan.script(*step) for step in way[:stop]])
    print(f"{case.name}: {must_stop(case, database, plan.script(*way[stop]))}")
    case.sql(database, "clean")
    for step in way[stop:]:
        database.run(plan.script(*step))


def main():
    schemac, path = sys.argv[1:]
    os.environ.pop("PGTZ", None)  # what time zone sessions have is the database's to say
    compiler = plans.Compiler(schemac)
    with open(path) as file:
        parts = file.read().split("// -----\n")
    with tempfile.TemporaryDirectory() as folder:
        cases = [Case(part, folder) for part in parts if "// case:" in part]
        for case in cases:
            run(case, compiler, folder)
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    plans.main_guard(main)
