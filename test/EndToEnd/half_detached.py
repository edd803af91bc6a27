#!/usr/bin/env python3
"""A concurrent detach that is stopped half way: half_detached.py SCHEMAC FOLDER

FOLDER holds a.sir, b.sir and rows.sql. Another session's transaction makes DETACH PARTITION CONCURRENTLY wait, its backend
is terminated, and the partition stays half detached. Then the phase is run again, and, in a second database,
undone: both must come to their end. Runs beside a server (utils/pg.py).
"""
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import libpq
import plans

PENDING = "SELECT FROM pg_inherits WHERE inhdetachpending"
SECONDS = 20


def wait_for(what, holds):
    end = time.monotonic() + SECONDS
    while not holds():
        if time.monotonic() > end:
            raise plans.Failure(f"{SECONDS} s, and not {what}")
        time.sleep(0.01)


def stop_half_way(name, script):
    """The detach waits for whoever may still read the partition as a part of the whole."""
    reader, admin = libpq.Connection(name), libpq.Connection("postgres")
    reader.run("BEGIN")
    reader.run("LOCK TABLE ONLY whole IN ACCESS SHARE MODE")
    process = subprocess.Popen(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", name, "-f", script],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    watcher = libpq.Connection(name)
    wait_for("half detached", lambda: process.poll() is not None or watcher.run(PENDING))
    admin.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE '%DETACH%' "
              "AND pid <> pg_backend_pid()")
    told = process.communicate()[1]
    if process.returncode == 0 or not watcher.run(PENDING):
        raise plans.Failure("the phase was not stopped half way\n" + told)
    for connection in (reader, watcher, admin):
        connection.close()


def main():
    compiler, folder = plans.Compiler(sys.argv[1]), sys.argv[2]
    a, b = (os.path.join(folder, name) for name in ("a.sir", "b.sir"))
    made = compiler.plan("empty", a, os.path.join(folder, "made"))
    target = compiler.plan("empty", b, os.path.join(folder, "target"))
    plan = compiler.plan(a, b, os.path.join(folder, "plan"))
    wanted = plans.Database("wanted")
    wanted.run(*[target.script(phase, "up") for phase in target.phases])
    for way in ("up", "down"):
        database = plans.Database(way)
        database.run(*[made.script(phase, "up") for phase in made.phases])
        database.run(os.path.join(folder, "rows.sql"))
        before = database.catalog()
        for number, phase in enumerate(plan.phases):
            script = plan.script(phase, "up")
            with open(script) as file:
                detaches = " CONCURRENTLY;" in file.read()
            if not detaches:
                database.run(script)
                continue
            stop_half_way(way, script)
            if way == "down":
                for undone in reversed(plan.phases[:number + 1]):
                    database.run(plan.script(undone, "down"))
                break
            database.run(script)
        else:
            plans.expect_same("run again", wanted.catalog(), database.catalog())
            print("run again: there,", database.sql("SELECT count(*) FROM whole_1").strip(), "rows in the partition")
            continue
        plans.expect_same("undone", before, database.catalog())
        print("undone: back,", database.sql("SELECT count(*) FROM whole").strip(), "rows in the whole")


if __name__ == "__main__":
    plans.main_guard(main)
