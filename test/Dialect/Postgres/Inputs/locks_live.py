"""Holds the lock table against a server: locks_live.py SCHEMAC-OPT SCHEMAC FIXTURE CASES...

Each case is a plan of one step with its SQL in comments. What the SQL locks, rewrites, builds and
reads inside a transaction must be what the binary says that the step costs. Every row of the table
that holds for the server's version must be met by a case.
"""
import json
import re
import subprocess
import sys
import tempfile

from pgsession import Session, SqlError

CATALOG = """SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname, c.relkind,
  c.relfilenode, coalesce(i.indrelid, d.refobjid, 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') AND c.relkind = 'S'
  WHERE n.nspname IN ('public', 'other', 'schemac_archive')"""
LOCKS = "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND granted AND pid = %s"
READS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"
MODES = ["", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
WORKS = ["catalog", "scan", "index-build", "rewrite"]


def spelled(mode):
    """AccessExclusiveLock as ACCESS EXCLUSIVE."""
    return re.sub(r"(?<!^)([A-Z])", r" \1", mode.removesuffix("Lock")).upper()


class Case:
    def __init__(self, name, notes):
        self.name = name
        self.sql = [text for key, text in notes if key == "sql"]
        self.since = max([int(text) for key, text in notes if key == "since"], default=12)
        self.fails = next((text for key, text in notes if key == "fails"), None)
        self.undo = [text for key, text in notes if key == "undo"]
        self.bound = any(key == "bound" for key, _ in notes)


def read_cases(paths):
    cases, notes = {}, []
    for path in paths:
        with open(path) as file:
            for line in file:
                if note := re.match(r"// (sql|since|fails|bound|undo)(?:: (.*))?$", line):
                    notes.append(note.groups())
                elif plan := re.match(r"plan @(\w+)", line):
                    cases[plan[1]], notes = Case(plan[1], notes), []
    return cases


def claims(opt, fixture, paths, version):
    """What the binary says, by plan; all plans start from the fixture's schema."""
    text = "".join(open(path).read() for path in [fixture, *paths])
    text = re.sub(r"dialect postgres(?: \d+)? \{", f"dialect postgres {version} {{", text)
    with tempfile.NamedTemporaryFile("w", suffix=".sir") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([opt, file.name, "--print-costs"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return {cost["plan"]: cost for cost in json.loads(done.stdout)}


class Server:
    def __init__(self):
        self.session, self.other, self.watch = Session(), Session(), Session()

    def catalog(self, session):
        return {oid: (name, kind, node, owner) for oid, name, kind, node, owner in session.rows(CATALOG)}

    def observe(self, case):
        """Locks by relation, and the work, of a case run in a transaction that is rolled back."""
        session = self.session
        session.rows("BEGIN")
        try:
            before, read = self.catalog(session), session.rows(READS)
            refused = None
            try:
                for sql in case.sql:
                    session.rows(sql)
            except SqlError as error:
                refused = error.state
            if refused != case.fails:
                raise SqlError(f"{case.name}: refused with {refused}, expected {case.fails}")
            if refused:
                return None
            locks = self.locks(session, session.pid, before)
            return locks, self.work(before, self.catalog(session), self.more(read, session.rows(READS)))
        finally:
            session.rows("ROLLBACK")

    @staticmethod
    def locks(session, pid, before):
        out = {}
        for oid, mode in session.rows(LOCKS % pid):
            if oid not in before:
                continue  # of the catalog, or made by the statement
            relation, mode = before[oid][0], spelled(mode)
            out[relation] = max(out.get(relation, ""), mode, key=MODES.index)
        return out

    @staticmethod
    def more(before, after):
        """The counters are of the session, not of the transaction, until they are sent off."""
        return [relation for relation, scans in after if [relation, scans] not in before]

    @staticmethod
    def work(before, after, reads):
        # An index that is defined anew may keep its file: only files tell.
        files = {row[2] for row in before.values()}
        fresh = [row for row in after.values() if row[2] not in files]
        if any(kind == "r" and name in {row[0] for row in before.values()} for name, kind, *_ in fresh):
            return "rewrite"
        if any(kind == "i" and owner in before for _, kind, _, owner in fresh):
            return "index-build"
        return "scan" if any(oid in before for oid in reads) else "catalog"

    def observe_alone(self, case):
        """A statement that refuses a transaction block, watched while a writer holds it up."""
        [sql] = case.sql
        self.session.rows("BEGIN")
        try:
            self.session.rows(sql)
            raise SqlError(f"{case.name}: runs in a transaction block")
        except SqlError as error:
            if error.state != "25001":
                raise
        self.session.rows("ROLLBACK")
        before = self.catalog(self.session)
        self.other.rows("BEGIN")
        self.other.rows("UPDATE t SET plain = plain WHERE id = 1")
        self.session.send(sql)
        waits = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = {self.session.pid}"
        while self.watch.rows(waits)[0][0] == "0":
            pass
        locks = self.locks(self.watch, self.session.pid, before)
        self.other.rows("COMMIT")
        self.session.finish()
        work = self.work(before, self.catalog(self.session), [])
        for undo in case.undo:
            self.session.rows(undo)
        return locks, work


def differences(claim, locks, work, owners, bound):
    """Lines. An index or sequence needs no mention when its table is locked as strongly."""
    claimed = claim["locks"]
    for relation in sorted(set(claimed) | set(locks)):
        says, does = claimed.get(relation, ""), locks.get(relation, "")
        weight = MODES.index(does)
        if relation not in claimed and weight <= MODES.index(claimed.get(owners.get(relation), "")):
            continue
        if says != does and not (bound and weight <= MODES.index(says)):
            yield f"'{relation}' is locked {does or 'not at all'}, the table says {says or 'not at all'}"
    if claim["work"] == "batches" or (bound and WORKS.index(work) <= WORKS.index(claim["work"])):
        return
    if work != claim["work"]:
        yield f"does {work}, the table says {claim['work']}"


def check(server, case, claim):
    """The differences of one case; None when its statement is refused as it should be."""
    owners = {}
    for name, _, _, owner in (catalog := server.catalog(server.session)).values():
        if owner in catalog:
            owners[name] = catalog[owner][0]
    alone = not claim["transaction"] and claim["work"] != "batches"
    seen = server.observe_alone(case) if alone else server.observe(case)
    return None if seen is None else list(differences(claim, *seen, owners, case.bound))


def main():
    opt, schemac, fixture, *paths = sys.argv[1:]
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", fixture.replace(".sir", ".sql")], check=True)
    server = Server()
    version = int(server.session.rows("SHOW server_version_num")[0][0]) // 10000
    cases, costs = read_cases(paths), claims(opt, fixture, paths, version)
    failures, met = 0, set()
    for case in cases.values():
        if case.since > version:
            continue
        claim = costs[case.name]
        problems = check(server, case, claim)
        met.add(claim["rule"])
        for problem in problems or []:
            failures += 1
            print(f"{case.name}: {claim['step']}: {problem} ({claim['rule']})")
    rules = json.loads(subprocess.run([schemac, "list", "locks", "--json"], check=True, capture_output=True).stdout)
    wanted = {rule["name"] for rule in rules if rule["since"] <= version <= rule["until"]}
    for rule in sorted(wanted - met):
        failures += 1
        print(f"{rule}: no case meets this row")
    print(f"PostgreSQL {version}: {len(met & wanted)} of {len(wanted)} rows, {len(cases)} cases, {failures} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
