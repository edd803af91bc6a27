"""A server that says what a statement does: locks, seen from beside, files, and rows read."""
import re
import subprocess
import time

from pgsession import Session, SqlError

CATALOG = """SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname, c.relkind,
  c.relfilenode, coalesce(i.indrelid, d.refobjid, 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') AND c.relkind = 'S'
  WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"""
LOCKS = "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND granted AND pid = %s"
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s"
READS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"
MODES = ["", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
TABLES, INDEXES = ("r", "m"), ("i", "I")
WAIT_SECONDS = 30


def spelled(mode):
    """AccessExclusiveLock as ACCESS EXCLUSIVE."""
    return re.sub(r"(?<!^)([A-Z])", r" \1", mode.removesuffix("Lock")).upper()


class Seen:
    """What a statement was seen to do."""

    def __init__(self, before, locks, work, reads):
        self.locks, self.work, self.reads = locks, work, reads
        self.owners = {name: before[owner][0] for name, _, _, owner in before.values() if owner in before}


def catalog(session):
    return {oid: (name, kind, node, owner) for oid, name, kind, node, owner in session.rows(CATALOG)}


def work_of(before, after, scanned):
    """The heaviest work, and the relations that it was on, which were there before."""
    # An index that is defined anew may keep its file: only files tell.
    files = {row[2] for row in before.values()}
    fresh = {oid: row for oid, row in after.items() if row[2] not in files}
    names = {row[0]: oid for oid, row in before.items()}
    rewritten = {names[row[0]] for row in fresh.values() if row[1] in TABLES and row[0] in names}
    built = {row[3] for row in fresh.values() if row[1] in INDEXES and row[3] in before}
    scanned = {oid for oid in scanned if oid in before}
    work = "rewrite" if rewritten else "index-build" if built else "scan" if scanned else "catalog"
    return work, {before[oid][0] for oid in rewritten | built | scanned}


class Database:
    """One database with a session that runs statements and one that watches."""

    def __init__(self, server, name):
        self.name = name
        self.sessions = [Session(name, server.environment) for _ in range(2)]
        self.main, self.watch = self.sessions
        self.environment = server.environment

    def locks(self, before):
        out = {}
        for oid, mode in self.watch.rows(LOCKS % self.main.pid):
            if oid in before:  # else of the server's catalog, or made by the statement
                relation, mode = before[oid][0], spelled(mode)
                out[relation] = max(out.get(relation, ""), mode, key=MODES.index)
        return out

    def observe(self, statements, fails):
        """What statements do in a transaction that is rolled back; None when refused as expected."""
        session = self.main
        session.rows("BEGIN")
        try:
            before, read = catalog(session), session.rows(READS)
            refused = None
            try:
                for sql in statements:
                    session.rows(sql)
            except SqlError as error:
                refused = error
            if (refused and refused.state) != fails:
                raise refused or SqlError(f"accepted, expected {fails}")
            if refused:
                return None
            locks = self.locks(before)
            # The counters are of the session, not of the transaction, until they are sent off.
            scanned = [oid for oid, scans in session.rows(READS) if [oid, scans] not in read]
            return Seen(before, locks, *work_of(before, catalog(session), scanned))
        finally:
            session.rows("ROLLBACK")

    def observe_alone(self, statements, hold):
        """The same of a statement that refuses a transaction block, while `hold` holds it up, and of those after it."""
        sql, *rest = statements
        self.refuses_block(sql)
        before = catalog(self.main)
        other = Session(self.name, self.environment)
        other.rows("BEGIN")
        other.rows(hold)
        self.main.send(sql)
        end = time.monotonic() + WAIT_SECONDS
        while self.watch.rows(WAITS % self.main.pid)[0][0] == "0":
            if time.monotonic() > end:
                raise SqlError("does not wait for what should hold it up")
        locks = self.locks(before)
        other.rows("COMMIT")
        self.main.finish()
        for sql in rest:
            self.main.rows("BEGIN")
            self.main.rows(sql)
            for relation, mode in self.locks(before).items():
                locks[relation] = max(locks.get(relation, ""), mode, key=MODES.index)
            self.main.rows("COMMIT")
        return Seen(before, locks, *work_of(before, catalog(self.main), []))

    def refuses_block(self, sql):
        self.main.rows("BEGIN")
        try:
            self.main.rows(sql)
        except SqlError as error:
            if error.state != "25001":
                raise
        else:
            raise SqlError("runs in a transaction block")
        finally:
            self.main.rows("ROLLBACK")

    def close(self):
        for session in self.sessions:
            session.close()


class Databases:
    """Databases of a server, made once for each way to set the scene."""

    def __init__(self, server):
        self.server = server
        self.made, self.open, self.copies = {}, {}, 0

    def psql(self, database, *arguments, text=None):
        done = subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments], input=text,
                              text=True, capture_output=True, env=self.server.environment)
        if done.returncode:
            raise SqlError(f"cannot set the scene: {done.stderr}")

    def create(self, template):
        self.copies += 1
        name = f"db{self.copies}"
        self.psql("postgres", "-c", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def base(self, key, make):
        """The name of a database that `make` filled; nobody is connected to it."""
        if key not in self.made:
            name = self.create("template1")
            make(name)
            self.made[key] = name
        return self.made[key]

    def copy(self, base, statements):
        """A new database like `base`, with statements run on it one by one, each committed."""
        database = Database(self.server, self.create(base))
        for sql in statements:
            database.main.rows(sql)
        return database

    def shared(self, base, statements):
        """The same, one for all who ask for it: they leave it as it was."""
        key = (base, *statements)
        if key not in self.open:
            self.open[key] = self.copy(base, statements)
        return self.open[key]

    def close(self):
        for database in self.open.values():
            database.close()
