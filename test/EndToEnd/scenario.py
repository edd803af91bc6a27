#!/usr/bin/env python3
"""A change on a server with rows in it, phase by phase and back.

    scenario.py --schemac PROGRAM [--archive] [--parts PATTERN=NAME] FOLDER [-- plan options...]

FOLDER holds a.prisma, b.prisma (or a.sir, b.sir; a.sql, b.sql) and, as far as a test needs them, SQL files: both.sql, run in every
database once it is made; rows.sql, run once the
database of a is made; after-PHASE.sql, run when a phase is done (what an application writes
then, what is seen); undone-PHASE.sql, run on the way back. What they print is the output, under
"== after PHASE" and "== undone PHASE". At the end of the way there the catalog must be that of
b made from empty, at the end of the way back that of a. With again.sql, which is what an application writes then, the same way is gone
there and back once more, and last.sql looks at the end of it. roles.sql is run before anything else, for roles. Runs beside a server (utils/pg.py).
"""
import argparse
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import plans


class Scenario:
    def __init__(self, options):
        self.folder = options.folder
        self.options = options
        self.compiler = plans.Compiler(options.schemac)

    def schema(self, side):
        forms = [self.path(side + form) for form in (".sir", ".sql", ".prisma")]
        return next((path for path in forms if os.path.exists(path)), forms[-1])

    def path(self, name):
        return os.path.join(self.folder, name)

    def compile(self, source, target, name, *options):
        shutil.rmtree(self.path(name), ignore_errors=True)
        return self.compiler.plan(source, target, self.path(name), *options)

    def made(self, side):
        database = plans.Database(side)
        plan = self.compile("empty", self.schema(side), "made-" + side)
        database.run(*[plan.script(phase, "up") for phase in plan.phases])
        if os.path.exists(self.path("both.sql")):
            database.run(self.path("both.sql"))
        return database

    def look(self, database, moment, phase):
        """Runs MOMENT-PHASE.sql when the test has it."""
        script = self.path(f"{moment}-{phase.split('_', 1)[1]}.sql")
        if os.path.exists(script):
            print(f"== {moment} {phase.split('_', 1)[1]}")
            sys.stdout.write(database.run(script))
            self.used.add(os.path.basename(script))

    def facts(self, database):
        """The catalog; an archive that the plan was asked to make is not part of either schema."""
        return [line for line in database.catalog()
                if not (self.options.archive and "schemac_archive" in line)]

    def there(self, database):
        """The catalog at the end of the way there; parts of an index keep the names that they have, as with any rename."""
        lines = self.facts(database)
        for pattern in self.options.parts:
            old, new = pattern.split("=")
            lines = [re.sub(old, new, line) for line in lines]
        return sorted(lines)

    def run(self):
        self.used = set()
        if os.path.exists(self.path("roles.sql")):
            plans.Database("roles").run(self.path("roles.sql"))
        target = self.made("b").catalog()
        database = self.made("a")
        source = database.catalog()
        if os.path.exists(self.path("rows.sql")):
            database.run(self.path("rows.sql"))
        plan = self.compile(self.schema("a"), self.schema("b"), "plan", *self.options.plan)
        print("phases:", " ".join(phase.split("_", 1)[1] for phase in plan.phases))
        for phase in plan.phases:
            database.run(plan.script(phase, "up"))
            self.look(database, "after", phase)
        plans.expect_same("after the plan", target, self.there(database))
        print("== there")
        for phase in reversed(plan.phases):
            database.run(plan.script(phase, "down"))
            self.look(database, "undone", phase)
        plans.expect_returned("after the way back", plan, source, self.facts(database))
        print("== and back")
        self.expect_all_used()
        if os.path.exists(self.path("again.sql")):
            database.run(self.path("again.sql"))
            for phase in plan.phases:
                database.run(plan.script(phase, "up"))
            plans.expect_same("after the plan again", target, self.there(database))
            for phase in reversed(plan.phases):
                database.run(plan.script(phase, "down"))
            plans.expect_returned("after the way back again", plan, source, self.facts(database))
            print("== and back again")
            sys.stdout.write(database.run(self.path("last.sql")))
        return 0

    def expect_all_used(self):
        """A script for a phase that the plan does not have would be a test that cannot fail."""
        scripts = {name for name in os.listdir(self.folder) if name.startswith(("after-", "undone-"))}
        if scripts - self.used:
            raise plans.Failure("never run: " + ", ".join(sorted(scripts - self.used)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--archive", action="store_true")
    parser.add_argument("--parts", action="append", default=[], metavar="PATTERN=NAME")
    parser.add_argument("folder")
    parser.add_argument("plan", nargs="*")
    return Scenario(parser.parse_args()).run()


if __name__ == "__main__":
    plans.main_guard(main)
