"""Holds the lock table against servers: locks_live.py SCHEMAC-OPT SCHEMAC FOLDER [VERSION...]

On every version that is there, or on those named, each scenario of FOLDER/locks (lock_cases.py has
the form) is run. What it locks, rewrites, builds and reads must be what the binary says that the step
costs, and every row of the table that holds for the version must be met by a scenario.
"""
import concurrent.futures
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 4, "utils", "lib"))
from lock_cases import Claims, read_files
from lock_server import MODES, Databases
from pgsession import SqlError
from postgres import PrivateServer, find_binaries

VERSIONS = range(12, 19)
WORKS = ["catalog", "scan", "index-build", "rewrite"]
WORKERS = 2


def differences(claim, seen, bound):
    """Lines. An index or sequence needs no mention when its table is locked as strongly."""
    claimed = claim["locks"]
    for relation in sorted(set(claimed) | set(seen.locks)):
        says, does = claimed.get(relation, ""), seen.locks.get(relation, "")
        weight = MODES.index(does)
        if relation not in claimed and weight <= MODES.index(claimed.get(seen.owners.get(relation), "")):
            continue
        if says != does and not (bound and weight <= MODES.index(says)):
            yield f"'{relation}' is locked {does or 'not at all'}, the table says {says or 'not at all'}"
    if claim["work"] == "batches" or (bound and WORKS.index(seen.work) <= WORKS.index(claim["work"])):
        return
    if seen.work != claim["work"]:
        yield f"does {seen.work}, the table says {claim['work']}"
    elif claim["transaction"] and sorted(seen.reads) != sorted(claim["reads"]):
        yield f"works on {', '.join(sorted(seen.reads))}, the table says {', '.join(claim['reads'])}"


class Check:
    """All scenarios on one server."""

    def __init__(self, server, opt, schemac, folder):
        self.databases = Databases(server)
        self.opt, self.schemac, self.folder = opt, schemac, folder
        self.version = server.major
        self.failures, self.met, self.cases = [], set(), 0

    def base(self, file, claims):
        if file.own_schema:
            def make(name):
                self.databases.psql(name, text=claims.schema_sql())
                for sql in file.setup:
                    self.databases.psql(name, "-c", sql)
            return self.databases.base(file.title, make)
        fixture = os.path.join(self.folder, "locks-fixture.sql")
        return self.databases.base(fixture, lambda name: self.databases.psql(name, "-f", fixture))

    def look(self, case, steps, base):
        """What the case was seen to do."""
        *earlier, claim = steps
        for step in steps:
            if not step["applied"] and not case.fails and not (case.lacking and step is claim):
                raise SqlError(f"the interpreter refuses {step['step']}")
        scene = [sql for step in earlier for sql in step["sql"]] + case.setup
        statements = case.sql or claim["sql"]
        if claim["transaction"] or claim["work"] == "batches":
            return self.databases.shared(base, scene).observe(statements, case.fails)
        database = self.databases.copy(base, scene)
        table = next((r for r in claim["locks"]), None)
        hold = case.hold or 'LOCK TABLE "%s" IN ROW EXCLUSIVE MODE' % table.replace(".", '"."')
        try:
            return database.observe_alone(statements, hold)
        finally:
            database.close()

    def case(self, case, steps, base):
        claim = steps[-1]
        try:
            seen = self.look(case, steps, base)
            problems = [] if seen is None else list(differences(claim, seen, case.bound))
        except SqlError as error:
            problems = [str(error)]
        self.cases += 1
        self.met.add(claim["rule"])
        self.failures += [f"{case}: {problem}\n    {claim['step']} ({claim['rule']})" for problem in problems]

    def run(self, wanted):
        for file in read_files(self.folder):
            claims = Claims(self.opt, self.schemac, file, self.version)
            cases = [case for case in file.cases if case.since <= self.version <= case.until]
            for case in cases:
                self.case(case, claims.steps[case.name], self.base(file, claims))
        self.databases.close()
        self.failures += [f"{rule}: no scenario meets this row" for rule in sorted(wanted - self.met)]
        self.confirmed = len(self.met & wanted)


def check_version(version, opt, schemac, folder, rules):
    wanted = {rule["name"] for rule in rules if rule["since"] <= version <= rule["until"]}
    with PrivateServer(version, settings={"max_connections": "150"}) as server:
        check = Check(server, opt, schemac, folder)
        check.run(wanted)
    lines = [f"PostgreSQL {version}: {line}" for line in check.failures]
    lines.append(f"PostgreSQL {version}: {check.confirmed} of {len(wanted)} rows, {check.cases} scenarios, "
                 f"{len(check.failures)} differences")
    return lines, check.confirmed, len(check.failures)


def main():
    opt, schemac, folder, *named = sys.argv[1:]
    versions = [int(v) for v in named] or [v for v in VERSIONS if find_binaries(v)]
    rules = json.loads(subprocess.run([schemac, "list", "locks", "--json"], check=True, capture_output=True).stdout)
    confirmed = failures = 0
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for lines, rows, failed in pool.map(lambda v: check_version(v, opt, schemac, folder, rules), versions):
            print(*lines, sep="\n", flush=True)
            confirmed, failures = confirmed + rows, failures + failed
    print(f"{confirmed} rows confirmed on PostgreSQL {', '.join(map(str, versions))}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
