"""Whether the budget that an error names is one within which the change is planned: named_budgets.py SCHEMAC FOLDER

FOLDER has base.sql and edits.sql as test/EndToEnd/plan_locks.py takes them. Each edit is planned of tables of several
sizes under several budgets. Where that is refused, it is planned again with all that the errors name.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "EndToEnd"))
from plan_locks_edits import read_edits

VERSION = 15
SIZES = {"unknown": None, "rows": {"rows": 1_000_000}, "large": {"rows": 20_000_000, "bytes": 3_000_000_000}}
ONE_BY_ONE = ["share=1ms", "share-row-exclusive=1ms", "exclusive=1ms", "access-exclusive=1ms"]
BUDGETS = {"unknown": [""], "rows": [""], "large": ["", *ONE_BY_ONE, "share=3ms,share-row-exclusive=3ms,access-exclusive=3ms"]}
UNITS = {"ms": 1, "s": 1e3, "min": 6e4, "h": 3.6e6}


def milliseconds(text):
    if text == "any":
        return float("inf")
    number, unit = re.match(r"(\d+)(\w+)$", text).groups()
    return int(number) * UNITS[unit]


def widest(budgets):
    """One budget with room for all."""
    limits = collections.defaultdict(list)
    for mode, limit in (pair.split("=") for budget in budgets if budget for pair in budget.split(",")):
        limits[mode].append(limit)
    return ",".join(f"{mode}={max(list, key=milliseconds)}" for mode, list in limits.items())


def named(output, budget):
    """The options that the errors name, all of them together; None when they name none."""
    budgets = re.findall(r"--lock-budget ((?:[a-z-]+=\w+,?)+)", output)
    sizes = re.findall(r"--small-table (\d+)(?:,(\d+)MB)?", output)
    if not budgets:
        return None
    options = ["--lock-budget", widest([budget, *(b.rstrip(",") for b in budgets)])]
    if sizes:
        megabytes = max((int(size) for _, size in sizes if size), default=0)
        options += ["--small-table", f"{max(int(rows) for rows, _ in sizes)}" + (f",{megabytes}MB" if megabytes else "")]
    return options


class Planner:
    def __init__(self, schemac, folder, base):
        self.command = [schemac, "plan", "--no-config", "--from", "a.sql", "--to", "b.sql", "--dialect", f"postgres:{VERSION}"]
        self.folder, self.base = folder, base
        self.write("a.sql", base)
        self.tables = re.findall(r"^CREATE (?:TABLE|MATERIALIZED VIEW) (\w+)", base, re.M)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)

    def plan(self, edit, size, options):
        if SIZES[size]:
            self.write("stats.json", json.dumps({"tables": {table: SIZES[size] for table in self.tables}}))
            options = [*options, "--stats", "stats.json"]
        return subprocess.run([*self.command, *edit.options, *options], cwd=self.folder, capture_output=True, text=True)

    def check(self, edit, counts):
        """Lines about what does not fit."""
        self.write("b.sql", self.base + "\n" + edit.sql)
        for size, budgets in BUDGETS.items():
            for budget in budgets:
                done = self.plan(edit, size, ["--lock-budget", budget] if budget else [])
                options = named(done.stdout + done.stderr, budget) if done.returncode else None
                if options is None:
                    counts["planned" if done.returncode == 0 else "refused without"] += 1
                    continue
                counts["named"] += 1
                again = self.plan(edit, size, options)
                if again.returncode:
                    errors = [line for line in (again.stdout + again.stderr).splitlines() if " error: " in line]
                    yield f"{edit.name}, {size}, '{budget}': {' '.join(options)} does not do: {errors[0]}"


def main():
    schemac, inputs = sys.argv[1:]
    with open(os.path.join(inputs, "base.sql")) as file:
        base = file.read()
    counts, failures = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        planner = Planner(schemac, folder, base)
        for edit in read_edits(os.path.join(inputs, "edits.sql")):
            if edit.since <= VERSION <= edit.until:
                failures += planner.check(edit, counts)
    print(*failures, sep="\n", end="\n" if failures else "")
    print(f"{counts['planned']} planned, {counts['named']} within what the errors name, "
          f"{counts['refused without']} refused with no budget named, {len(failures)} that do not fit")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
