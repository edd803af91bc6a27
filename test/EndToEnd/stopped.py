#!/usr/bin/env python3
"""A plan whose scripts stop behind every statement, there and back, and are run again.

    stopped.py --schemac PROGRAM [--every N] FOLDER [-- plan options...]

FOLDER is one of scenario.py, with a.sir, b.sir, rows.sql, and there.sql and back.sql, which tell what rows there are in the
end of either way. Of each phase, with its script stopped behind each of its statements in turn: run again it completes the
phase, once more it changes nothing, and from where it stopped on the way there the way back leads back. Run beside a server.
With --every N only behind each Nth statement of a script, and behind its last.
"""
import argparse
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import plans
import scripts

OTHER = {"up": "down", "down": "up"}


class Stopped:
    def __init__(self, options):
        self.folder, self.compiler, self.stops = options.folder, plans.Compiler(options.schemac), 0
        self.every, self.options = options.every, options.plan

    def path(self, name):
        return os.path.join(self.folder, name)

    def compile(self, source, target, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        return self.compiler.plan(source, target, self.path(name), *self.options)

    def run_part(self, script, end):
        with open(script, encoding="utf-8") as whole, open(self.path("part.sql"), "w", encoding="utf-8") as part:
            part.write(whole.read()[:end] + "\nROLLBACK;\n")  # of what is left open, as when the connection breaks
        try:
            self.database.run(self.path("part.sql"))
        except plans.Failure as failure:  # psql misses the end of an \if, which it had come to
            if "closing \\endif" not in str(failure):
                raise

    def ends(self, script):
        with open(script, encoding="utf-8") as whole:
            return scripts.statement_ends(whole.read())[::-self.every][::-1]

    def phase(self, plan, phase, way):
        """From the state before the phase, on the given way, to the one behind it."""
        go, back = plan.script(phase, way), plan.script(phase, OTHER[way])
        before = self.database.catalog()
        for end in self.ends(go):
            self.stops += 1
            if way == "up":
                self.run_part(go, end)
                self.database.run(back)
                self.expect(f"{phase}: stopped behind byte {end}, and back", before)
            self.run_part(go, end)
            self.database.run(go)
            behind = self.database.catalog()
            self.database.run(go)
            self.expect(f"{phase}: {way} stopped behind byte {end}, run again, and once more", behind)
            self.database.run(back)
            self.expect(f"{phase}: {way} stopped behind byte {end}, run again, and back", before)
        self.database.run(go)

    def expect(self, what, facts):
        plans.expect_same(what, facts, self.database.catalog())

    def run(self):
        plan = self.compile(self.path("a.sir"), self.path("b.sir"), "plan")
        made = self.compile("empty", self.path("a.sir"), "made-a")
        self.database = plans.Database("stopped")
        self.database.run(*[made.script(phase, "up") for phase in made.phases])
        self.database.run(self.path("rows.sql"))
        for way, phases, told in (("up", plan.phases, "there"), ("down", plan.phases[::-1], "back")):
            for phase in phases:
                self.phase(plan, phase, way)
            print("==", told)
            sys.stdout.write(self.database.run(self.path(told + ".sql")))
        print("stopped", "often enough" if self.stops > 40 else f"{self.stops} times")
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("folder")
    parser.add_argument("plan", nargs="*")
    return Stopped(parser.parse_args()).run()


if __name__ == "__main__":
    plans.main_guard(main)
