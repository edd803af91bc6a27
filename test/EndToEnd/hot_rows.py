#!/usr/bin/env python3
"""Old and new code that write the same few rows at once, while both are at work: before the gate, and on the way back.

    hot_rows.py --schemac PROGRAM [--seconds S] [--writers N] [--through] FOLDER

FOLDER is one of scenario.py, with a.sir, b.sir and rows.sql; old.sql and new.sql have what the applications do, a transaction
a line, with {id} and {v} for a row and a value; differ.sql tells the rows that are not the same in both places. What fails is
counted by its SQLSTATE. With --through they write while all phases run, there and back to the gate. Run beside a server.
"""
import argparse
import collections
import multiprocessing
import os
import random
import shutil
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import libpq
import plans

ROWS = 11
ATTEMPTS = 60  # of a phase that others hold up
RETRIED = ("lock timeout", "deadlock detected", "could not serialize", "moved to another partition")


def write(queue, lines, number, stop):
    """Until it is told to stop. What has failed is not tried again."""
    rng, told = random.Random(number), collections.Counter()
    with libpq.Connection("hot") as connection:
        while not stop.is_set():
            line = rng.choice(lines).replace("{id}", str(1 + rng.randrange(ROWS))).replace("{v}", str(rng.randrange(1000)))
            try:
                connection.run(line)
                told["done"] += 1
            except libpq.SqlError as problem:
                told[problem.state] += 1
                connection.run("ROLLBACK")
    queue.put(told)


class Hot:
    def __init__(self, options):
        self.folder, self.compiler = options.folder, plans.Compiler(options.schemac)
        self.seconds, self.writers, self.is_through = options.seconds, options.writers, options.through

    def path(self, name):
        return os.path.join(self.folder, name)

    def compile(self, source, target, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        return self.compiler.plan(source, target, self.path(name))

    def lines(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return [line.strip() for line in file if line.strip() and not line.startswith("--")]

    def both_write(self, where, work):
        """What they do, and what differs behind it, while and after `work` is done."""
        queue, stop = multiprocessing.Queue(), multiprocessing.Event()
        crowd = [multiprocessing.Process(target=write, args=(queue, self.lines("new.sql" if k % 2 else "old.sql"), k, stop), daemon=True)
                 for k in range(self.writers)]
        for process in crowd:
            process.start()
        try:
            work()
        finally:
            stop.set()
            told = sum((queue.get(timeout=60) for _ in crowd), collections.Counter())
            for process in crowd:
                process.join()
        done = told.pop("done", 0)
        print(f"== {where}: {'many' if done > 50 else done} done, failed:", ", ".join(sorted(told)) or "none")
        print(f"{done} done, {dict(told)}", file=sys.stderr)
        differ = self.database.run(self.path("differ.sql"))
        print("differ:", differ.strip() or "none")

    def go(self, script):
        """Runs it until nobody holds it up."""
        for attempt in range(ATTEMPTS):
            try:
                return self.database.run(script)
            except plans.Failure as failure:
                if attempt == ATTEMPTS - 1 or not any(words in str(failure) for words in RETRIED):
                    raise

    def wait(self):
        time.sleep(self.seconds)

    def through(self, plan, before):
        for phase in plan.phases:
            self.go(plan.script(phase, "up"))
        self.wait()
        for phase in plan.phases[:before - 1:-1]:
            self.go(plan.script(phase, "down"))
        self.wait()

    def run(self):
        plan = self.compile(self.path("a.sir"), self.path("b.sir"), "plan")
        made = self.compile("empty", self.path("a.sir"), "made-a")
        self.database = plans.Database("hot")
        self.database.run(*[made.script(phase, "up") for phase in made.phases])
        self.database.run(self.path("rows.sql"))
        gates = [bool(phase.get("gate")) for phase in plan.json["phases"]]
        before = gates.index(True)
        if self.is_through:
            self.both_write("through all phases, and back to the gate", lambda: self.through(plan, before))
            return 0
        self.database.run(*[plan.script(phase, "up") for phase in plan.phases[:before]])
        self.both_write("before the gate", self.wait)
        self.database.run(*[plan.script(phase, "up") for phase in plan.phases[before:]])
        self.database.run(*[plan.script(phase, "down") for phase in plan.phases[:before - 1:-1]])
        self.both_write("on the way back", self.wait)
        self.database.run(*[plan.script(phase, "down") for phase in plan.phases[before - 1::-1]])
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--through", action="store_true")
    parser.add_argument("folder")
    return Hot(parser.parse_args()).run()


if __name__ == "__main__":
    plans.main_guard(main)
