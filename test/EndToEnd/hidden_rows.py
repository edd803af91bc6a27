#!/usr/bin/env python3
"""A type change of a table that hides rows from its owner: hidden_rows.py SCHEMAC FOLDER, beside a server (utils/pg.py)."""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import plans

SCHEMA = """schema @app dialect postgres {
  table @t rows 10000000 {
    col @id : i32
    col @a : %s nullable
    col @tenant : i32
    primary_key @t_pkey (@id)
    policy @p using sql"tenant = 1"
    row_security enabled forced
  }
}
"""


def write(folder, name, type):
    path = os.path.join(folder, name + ".sir")
    with open(path, "w") as file:
        file.write(SCHEMA % type)
    return path


def as_owner(script):
    done = subprocess.run(["psql", "-qXd", "hidden", "-U", "owner", "-v", "ON_ERROR_STOP=1", "-f", script],
                          capture_output=True, text=True)
    return re.search(r"ERROR: +(.*)", done.stderr)


def values(database):
    return "%s of %s values" % tuple(database.sql("SELECT count(a), count(*) FROM t").strip().split("|"))


def main():
    schemac, folder = sys.argv[1:]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    compiler = plans.Compiler(schemac)
    before, after = write(folder, "a", "text"), write(folder, "b", "i32")
    database = plans.Database("hidden")
    database.sql("DROP ROLE IF EXISTS owner")
    database.sql("CREATE ROLE owner LOGIN; GRANT CREATE ON SCHEMA public TO owner; "
                 "GRANT CREATE ON DATABASE hidden TO owner")
    made = compiler.plan("empty", before, os.path.join(folder, "made"))
    database.run(*[made.script(phase, "up") for phase in made.phases])
    database.sql("INSERT INTO t SELECT i, i, 1 + i % 2 FROM generate_series(1, 10) i; ALTER TABLE t OWNER TO owner")
    plan = compiler.plan(before, after, os.path.join(folder, "plan"))
    for phase in plan.phases:
        error = as_owner(plan.script(phase, "up"))
        if error:
            first = phase.split("_", 1)[1] in ("expand", "migrate")
            print("stopped", "in expand or migrate:" if first else f"in {phase}:", error[1])
            break
    database.run(*[plan.script(phase, "up") for phase in plan.phases])
    print("then", values(database))
    database.run(*[plan.script(phase, "down") for phase in reversed(plan.phases)])
    print("and back", values(database))


if __name__ == "__main__":
    plans.main_guard(main)
