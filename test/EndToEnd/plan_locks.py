"""Holds what whole plans say of their locks against servers: plan_locks.py SCHEMAC FOLDER [--case NAME] [--divided] VERSION...

FOLDER/base.sql is a schema, FOLDER/rows.sql its rows, FOLDER/edits.sql a list of edits of it, each below a line

    -- edit NAME[; small][; large][; there][; triggers][; since N][; until N][; options: A|B]

The change from the base to the base with the edit is planned twice, of small tables and of large ones, or only of those
that are named, and its scripts run as they are written, there and back (or only there, where rows are in the way back).
After each step of a transaction the locks that its session has are held against those that plan.json lists for this
step and the ones before it, and after each transaction the files that are new against the work that is listed. What
runs outside of transactions is looked at from beside while something holds it up, batches right before they commit;
with `triggers`, what these write to other tables is let be, as nobody waits for it. With --divided each edit is tried on
one of the versions, in turns; one that not every version knows, on each of those that do.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, *parts) for parts in
                ((os.pardir, os.pardir, "utils", "lib"), (os.pardir, "Dialect", "Postgres", "Inputs"))]
from plan_locks_edits import read_edits
from plan_locks_script import WATCH, differences, instrumented
from plan_locks_watch import Watcher
from pgsession import SqlError
from postgres import PrivateServer

WORKERS = 2
SIZES = {"small": (50, 8192), "large": (20_000_000, 3_000_000_000)}


class Runs:
    """All edits on one server."""

    def __init__(self, server, schemac, folder):
        self.server, self.schemac, self.folder = server, schemac, folder
        self.watcher = Watcher(server)
        self.steps = self.runs = self.looks = 0
        self.failures = []
        self.base = self.read("base.sql")
        self.create("base", "template1")
        self.psql("base", self.base + self.read("rows.sql") + WATCH)
        self.tables = [row[0] for row in self.watcher.rows_of("base", "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
                                                              "AND relnamespace = 'public'::regnamespace")]

    def read(self, name):
        with open(os.path.join(self.folder, name)) as file:
            return file.read()

    def psql(self, database, text):
        done = subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database], input=text, text=True,
                              capture_output=True, env=self.server.environment)
        if done.returncode:
            raise SqlError(done.stderr)

    def create(self, name, template):
        self.psql("postgres", f"DROP DATABASE IF EXISTS {name};\nCREATE DATABASE {name} TEMPLATE {template};")

    def plan(self, edit, size, folder):
        for name, text in (("a.sql", self.base), ("b.sql", self.base + "\n" + edit.sql)):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        rows, size_in_bytes = SIZES[size]
        with open(os.path.join(folder, "stats.json"), "w") as file:
            json.dump({"tables": {table: {"rows": rows, "bytes": size_in_bytes} for table in self.tables}}, file)
        command = [self.schemac, "plan", "--no-config", "--from", "a.sql", "--to", "b.sql", "--stats", "stats.json",
                   "--dialect", f"postgres:{self.server.major}", "--out", "plan", *edit.options]
        done = subprocess.run(command, cwd=folder, text=True, capture_output=True)
        if done.returncode:
            raise SqlError(f"no plan:\n{done.stderr}{done.stdout}")
        with open(os.path.join(folder, "plan", "plan.json")) as file:
            return json.load(file)

    def run(self, edit, size):
        self.create("watched", "base")
        with tempfile.TemporaryDirectory() as folder:
            plan = self.plan(edit, size, folder)
            phases = plan["phases"]
            self.steps += sum(len(phase["steps"]) for phase in phases)
            there = [(phase, "up") for phase in phases]
            for phase, way in there + [(phase, "down") for phase in reversed(phases) if not edit.there]:
                with open(os.path.join(folder, "plan", phase["folder"], way + ".sql")) as file:
                    text = file.read()
                script, blocks = instrumented(text, phase, way)
                self.watcher.run(script, blocks, os.path.join(folder, "watched.sql"))
                self.looks += sum(len(block.looks) for block in blocks)
                for block in blocks:
                    for line in differences(block, edit.triggers):
                        yield f"{phase['name']} {way}: {line}"
        self.runs += 1

    def all(self, edits):
        for edit in edits:
            for size in edit.sizes:
                try:
                    lines = list(dict.fromkeys(self.run(edit, size)))
                except SqlError as error:
                    lines = [str(error)]
                self.failures += [f"{edit.name}, {size}: {line}" for line in lines]


def check_version(version, options):
    own = options.versions.index(version)
    edits = [e for number, e in enumerate(read_edits(os.path.join(options.folder, "edits.sql")))
             if e.since <= version <= e.until and (not options.case or e.name in options.case)
             and (not options.divided or number % len(options.versions) == own
                  or not all(e.since <= v <= e.until for v in options.versions))]
    with PrivateServer(version) as server:
        runs = Runs(server, options.schemac, options.folder)
        runs.all(edits)
    return version, len(edits), runs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("schemac")
    parser.add_argument("folder")
    parser.add_argument("--case", action="append", default=[])
    parser.add_argument("--divided", action="store_true")
    parser.add_argument("versions", nargs="+", type=int)
    options = parser.parse_args()
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for version, edits, runs in pool.map(lambda version: check_version(version, options), options.versions):
            print(*[f"PostgreSQL {version}: {line}" for line in runs.failures], sep="\n", end="\n" if runs.failures else "")
            print(f"PostgreSQL {version}: {runs.runs} plans of {edits} edits, {runs.steps} steps, {runs.looks} locks seen, "
                  f"{len(runs.failures)} differences", flush=True)
            failed += len(runs.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
