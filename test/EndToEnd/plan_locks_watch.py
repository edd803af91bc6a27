"""Runs a script beside a session that watches it. See plan_locks.py."""
import json
import re
import subprocess
import time

from lock_server import LOCKS, WAIT_SECONDS, WAITS, spelled
from pgsession import Session, SqlError
from plan_locks_script import concurrent_statement

SAID = re.compile(r"WARNING:  @(names|locks) (\d+) (\d+) (\[.*\])$")
ASKS = "SELECT pid, objid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
NAMES = r'"(?:[^"]|"")*"(?:\."(?:[^"]|"")*")?'


class Watcher:
    def __init__(self, server):
        self.server = server

    def rows_of(self, database, sql):
        session = Session(database, self.server.environment)
        try:
            return session.rows(sql)
        finally:
            session.close()

    def run(self, script, blocks, path):
        """Runs it in the database `watched`, and fills in what was seen of each block."""
        with open(path, "w") as file:
            file.write(script)
        keys = [int(key) for key in re.findall(r"^SELECT pg_advisory_lock\((\d+)\)", script, re.M)]
        gate = Session("watched", self.server.environment) if keys else None
        for key in keys:
            gate.rows(f"SELECT pg_advisory_lock({key})")
        with open(path + ".errors", "w+") as errors:
            process = subprocess.Popen(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "watched", "-f", path],
                                       stdout=subprocess.DEVNULL, stderr=errors, env=self.server.environment)
            try:
                if gate:
                    self.hold_up(process, gate, blocks)
            finally:
                if gate:
                    gate.close()
                code = process.wait(300)
            errors.seek(0)
            text = errors.read()
        if code:
            raise SqlError("\n".join(line for line in text.splitlines() if "@" not in line)[:2000])
        self.take(text, blocks)

    @staticmethod
    def take(text, blocks):
        for line in text.splitlines():
            if said := SAID.search(line):
                block, part, rows = blocks[int(said[2])], int(said[3]), json.loads(said[4])
                if said[1] == "names":
                    block.names.append([[int(oid), name, kind, node, int(owner)] for oid, name, kind, node, owner in rows])
                else:
                    block.looks += [(part, int(oid), spelled(mode)) for oid, mode in rows] or [(part, 0, "")]

    def hold_up(self, process, gate, blocks):
        """Whoever comes to a gate is let through, once something holds up what comes behind it, and is looked at then."""
        watch = Session("watched", self.server.environment)
        while process.poll() is None:
            asking = watch.rows(ASKS)
            if not asking:
                time.sleep(0.005)
                continue
            pid, key = asking[0]
            block = blocks[int(key) // 1000]
            other = Session("watched", self.server.environment)
            other.rows("BEGIN")
            other.rows(self.holding(watch, concurrent_statement(block, int(key))))
            gate.rows(f"SELECT pg_advisory_unlock({key})")
            self.wait_for(watch, pid, process)
            block.looks += [(0, int(oid), spelled(mode)) for oid, mode in watch.rows(LOCKS % pid)]
            other.rows("COMMIT")
            other.close()
        watch.close()

    @staticmethod
    def wait_for(watch, pid, process):
        end = time.monotonic() + WAIT_SECONDS
        while watch.rows(WAITS % pid)[0][0] == "0" or watch.rows(ASKS):
            if time.monotonic() > end or process.poll() is not None:
                raise SqlError("does not wait for what should hold it up")

    @staticmethod
    def holding(watch, statement):
        """What a statement that runs concurrently waits for: somebody who has written to its table."""
        if drop := re.match(rf"DROP INDEX CONCURRENTLY (?:IF EXISTS )?({NAMES})", statement):
            index = drop[1].replace("'", "''")
            table = watch.rows(f"SELECT indrelid::regclass FROM pg_index WHERE indexrelid = '{index}'::regclass")[0][0]
        elif other := re.match(rf"ALTER TABLE ({NAMES}) DETACH|CREATE .*? ON (?:ONLY )?({NAMES})", statement, re.S):
            table = other[1] or other[2]
        else:
            raise SqlError(f"what holds up {statement}?")
        return f"LOCK TABLE ONLY {table} IN ROW EXCLUSIVE MODE"
