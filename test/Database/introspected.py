#!/usr/bin/env python3
"""What a database says of itself, against the source that made it.

    introspected.py --schemac PROGRAM [--every N] TEST... | --seeds FIRST COUNT

For every schema in the split-file parts of TEST (a.sir, b.prisma ...), and for COUNT random ones from
seed FIRST on: made on the server of the environment by `plan --from empty`, then

* `plan --from URL --to SOURCE` has no step: reading it back finds no difference that is none;
* `inspect URL`, planned from empty and run in another database, makes the same catalog.

With --every N, of the tests only each Nth, and those that ask for the server's version themselves.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "utils", "lib"))
import plans


USUAL_VERSION = 15  # what tests of EndToEnd run on unless they say otherwise


def parts(path):
    """The files that a test holds for split-file, with what makes roles and extensions."""
    name, files = None, {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"(?://|#)--- (\S+)$", line.rstrip())
            if match:
                name = match[1]
                files[name] = ""
            elif name:
                files[name] += line
    return files


def asks_for(path, version):
    with open(path, encoding="utf-8") as file:
        return any(re.match(rf"\W*REQUIRES:.*\bpostgres-{version}\b", line) for line in file)


def url(database):
    return f"postgresql://{os.environ['PGUSER']}@/{database}?host={os.environ['PGHOST']}"


class Check:
    def __init__(self, schemac, folder):
        self.schemac, self.folder = schemac, folder
        self.compiler = plans.Compiler(schemac)
        self.problems, self.checked = [], 0

    def run(self, *arguments):
        return subprocess.run([self.schemac, *arguments], text=True, capture_output=True)

    def made(self, database, source, before=None):
        out = os.path.join(self.folder, database)
        shutil.rmtree(out, ignore_errors=True)
        plan = self.compiler.plan("empty", source, out)
        made = plans.Database(database)
        if before:
            made.run(before)
        made.run(*[plan.script(phase, "up") for phase in plan.phases])
        return made

    def steps(self, source, target):
        """The steps of the plan, as .sir; None with a problem noted when there is no plan."""
        done = self.run("plan", "--from", source, "--to", target, "--emit", "plan-ir", "--stop-after", "diff")
        if done.returncode:
            return None, done.stderr
        return [line for line in done.stdout.split("\n") if line.startswith("    ")], done.stderr

    def check(self, what, source, before=None):
        try:
            made = self.made("introspected", source, before)
        except plans.Refused:
            return  # that schema cannot be made in this version
        except plans.Failure:
            if int(self.compiler.dialect.split(":")[1]) >= USUAL_VERSION:
                raise
            return  # an older server than the test asks for does not have all of it
        self.checked += 1
        steps, said = self.steps(url("introspected"), source)
        if steps is None or steps:
            self.problems.append(f"{what}: planned from the database to its source\n" + "\n".join(steps or [said]))
        done = self.run("inspect", url("introspected"))
        if done.returncode:
            self.problems.append(f"{what}: inspect\n{done.stderr}")
            return
        written = os.path.join(self.folder, "inspected.sir")
        with open(written, "w", encoding="utf-8") as file:
            file.write(done.stdout)
        try:
            again = self.made("introspected_again", written, before)
            plans.expect_same("made of what inspect printed", made.catalog(), again.catalog())
        except plans.Failure as failure:
            self.problems.append(f"{what}: {failure}")


def check_test(check, path):
    files = parts(path)
    folder = os.path.join(check.folder, "parts")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    if "roles.sql" in files:
        # Roles belong to the server; another test may have made some.
        subprocess.run(["psql", "-XAtq", "-d", "postgres", "-f", os.path.join(folder, "roles.sql")], capture_output=True)
    both = os.path.join(folder, "both.sql") if "both.sql" in files else None
    for name in sorted(files):
        if name.endswith((".sir", ".prisma")):
            check.check(f"{os.path.basename(path)} {name}", os.path.join(folder, name))


def check_seed(check, seed, version):
    from pairs import make
    a, _ = make.pair(seed, version).texts()
    path = os.path.join(check.folder, "random.sir")
    with open(path, "w", encoding="utf-8") as file:
        file.write(a)
    before = len(check.problems)
    check.check(f"seed {seed}", path)
    return len(check.problems) == before


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--seeds", type=int, nargs=2, metavar=("FIRST", "COUNT"))
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check = Check(options.schemac, folder)
        version = int(check.compiler.dialect.split(":")[1])
        for number, path in enumerate(sorted(options.tests)):
            if number % options.every == 0 or asks_for(path, version):
                check_test(check, path)
        if options.seeds:
            for seed in range(options.seeds[0], sum(options.seeds)):
                check_seed(check, seed, version)
    if not check.checked:
        check.problems.append("nothing was checked")
    print("\n".join(check.problems) if check.problems else f"{check.checked > 0 and 'all'} equal")
    return 1 if check.problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
