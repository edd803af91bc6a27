"""Runs a recipe on a table of many rows while both its applications work on it."""
import multiprocessing
import os
import random
import shutil
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field

import libpq
import plans
from private_server import die_with_parent

from .recipes import PARENTS

PAUSE = 0.002  # between two statements of one of four workers: traffic, and not a benchmark; more workers think longer
OWN = 100_000_000  # where the rows begin that workers insert
ATTEMPTS = 60  # of a phase that gives up waiting for a lock, as its script says it may
AGAIN = 0.5  # seconds between two attempts, in which those go on who waited behind the script
BETWEEN = 0.7  # seconds between two transactions of the reader that is slow


@dataclass
class Told:
    """What a worker did."""
    journal: dict = field(default_factory=dict)  # (shape, id): value, or None when it is deleted
    failed: list = field(default_factory=list)
    slowest: dict = field(default_factory=dict)  # phase: seconds
    written: Counter = field(default_factory=Counter)  # milliseconds that a statement of a writer took while a phase ran: how many
    statements: int = 0


class Worker:
    def __init__(self, database, shapes, number, rows, phase, stop, writes, pause=PAUSE):
        self.shapes, self.number, self.rows, self.phase, self.stop, self.writes = shapes, number, rows, phase, stop, writes
        self.pause = pause
        self.rng, self.told, self.next = random.Random(number), Told(), OWN + number * 1_000_000
        self.mine = {}  # shape: keys of rows that it inserted and has not deleted
        self.connection = libpq.Connection(database, "traffic")

    def run(self):
        while not self.stop.is_set():
            which = self.rng.randrange(len(self.shapes))
            (self.write if self.writes else self.read)(which, self.shapes[which])
            time.sleep(self.pause)
        self.connection.close()
        return self.told

    def statement(self, sql):
        """The rows, or None when it failed, which nothing that an application does may."""
        phase, start = self.phase.value, time.monotonic()
        try:
            return self.connection.run(sql)
        except libpq.SqlError as problem:
            self.told.failed.append(f"{sql[:300]}: {problem}")
            return None
        finally:
            self.told.statements += 1
            took = time.monotonic() - start
            self.told.slowest[phase] = max(self.told.slowest.get(phase, 0), took)
            if self.writes and phase:
                self.told.written[int(took * 1000)] += 1

    def read(self, which, shape):
        i = 1 + self.rng.randrange(self.rows) if self.rows else OWN + self.rng.randrange(self.number + 1) * 1_000_000
        self.statement(shape.scan(i) if self.rng.random() < 0.3 else shape.select(i))

    def write(self, which, shape):
        v = self.rng.randrange(1000)
        draw = self.rng.random()
        mine = self.mine.setdefault(which, [])
        if draw < 0.4 or not (self.rows or mine):
            i, sql = self.next, shape.insert(self.next, v)
            self.next += 1
        elif draw < 0.9 or not mine:
            # Rows of its own, so that it knows what they hold. A referenced row is never taken away.
            i = 1 + self.rng.randrange(self.rows // 64 - 1) * 64 + self.number if self.rows else self.rng.choice(mine)
            sql = shape.update(i, v)
        else:
            i, v, sql = mine[0], None, shape.delete(mine[0])
        if self.statement(sql) is None:
            return
        if self.connection.affected != 1:
            self.told.failed.append(f"{self.connection.affected} rows: {sql[:300]}")
            return
        self.told.journal[which, i] = v
        if v is None:
            mine.pop(0)
        elif sql.startswith("INSERT"):
            mine.append(i)
        self.read_back(shape, i, v)

    def read_back(self, shape, i, v):
        found = self.statement(shape.select(i))
        if found is None:
            return
        good = not found if v is None else len(found) == 1 and shape.is_row(found[0], i, v)
        if not good:
            self.told.failed.append(f"row {i} of {shape.table}: wrote {v and shape.literals(i, v)}, read {found}")


class SlowReader(Worker):
    """Transactions that read each table, take their time and read it again, which must be the same; and statements that do."""

    def __init__(self, *arguments, seconds):
        super().__init__(*arguments)
        self.seconds = seconds

    def run(self):
        rounds = 0
        while not self.stop.is_set():
            for shape in self.shapes:
                (self.statement_of if rounds % 2 else self.transaction)(shape)
                self.stop.wait(BETWEEN)
            rounds += 1
        self.connection.close()
        self.told.slowest.clear()  # it means to be slow
        return self.told

    def transaction(self, shape):
        self.statement("BEGIN ISOLATION LEVEL REPEATABLE READ")
        first = self.statement(shape.whole())
        self.stop.wait(self.seconds)
        again = self.statement(shape.whole())
        self.statement("COMMIT")
        if first != again:
            self.told.failed.append(f"{shape.whole()}: {first}, and later in the transaction {again}")

    def statement_of(self, shape):
        self.statement(f"SELECT (SELECT pg_sleep({self.seconds})) IS NULL, whole.* FROM ({shape.whole()}) AS whole")


def work(queue, database, shapes, number, rows, phase, writes, pause, stop):
    die_with_parent()
    queue.put(Worker(database, shapes, number, rows, phase, stop, writes, pause).run())


def take_time(queue, database, shapes, number, rows, phase, seconds, stop):
    die_with_parent()
    queue.put(SlowReader(database, shapes, number, rows, phase, stop, False, seconds=seconds).run())


# The ACCESS EXCLUSIVE locks that an application could wait for: it sees no table that is being made, and uses none of the archive.
HELD = """
SELECT l.virtualtransaction || ' ' || l.relation FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.mode = 'AccessExclusiveLock' AND l.granted AND c.relkind IN ('r', 'p', 'm') AND c.relname !~ '^pg_'
  AND c.relnamespace IS DISTINCT FROM to_regnamespace('schemac_archive')"""


@dataclass
class Waits:
    """What was seen from aside, each by phase, in seconds."""
    longest: dict = field(default_factory=dict)  # that a statement of an application waited for a lock
    held: dict = field(default_factory=dict)  # that an ACCESS EXCLUSIVE lock was held


def watch(queue, database, phase, stop):
    die_with_parent()
    waits, since = Waits(), {}
    with libpq.Connection(database) as connection:
        while not stop.is_set():
            now = phase.value
            seen = connection.value("SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0) FROM pg_stat_activity "
                                    "WHERE application_name = 'traffic' AND wait_event_type = 'Lock' AND state = 'active'")
            waits.longest[now] = max(waits.longest.get(now, 0), float(seen))
            held, time_ = {key for key, in connection.run(HELD)}, time.monotonic()
            since = {key: since.get(key, time_) for key in held}
            waits.held[now] = max([waits.held.get(now, 0), *(time_ - start for start in since.values())])
            time.sleep(0.004)
    queue.put(waits)


class Crowd:
    """Processes that work until they are told to stop."""

    def __init__(self):
        self.queue, self.stop, self.processes = multiprocessing.Queue(), multiprocessing.Event(), []

    def start(self, target, *arguments):
        process = multiprocessing.Process(target=target, args=(self.queue, *arguments, self.stop), daemon=True)
        process.start()
        self.processes.append(process)

    def end(self):
        self.stop.set()
        told = [self.queue.get(timeout=120) for _ in self.processes]
        for process in self.processes:
            process.join()
        return told


class Run:
    """One recipe. `result()` raises plans.Failure when a statement failed or a row is lost or wrong."""

    def __init__(self, compiler, recipe, folder, rows, seed=1, writers=3, readers=1, pause=0.4, slow=0, options=()):
        self.compiler, self.recipe, self.folder, self.rows = compiler, recipe, folder, rows
        self.seed, self.writers, self.readers, self.pause, self.slow = seed, writers, readers, pause, slow
        self.options = [*recipe.options, *options]
        self.phase = multiprocessing.Value("i", 0)
        self.phases, self.retried, self.seconds, self.crowds = ["none"], 0, {}, []

    def path(self, name):
        return os.path.join(self.folder, name)

    def compile(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        for name, after in (("a.sir", False), ("b.sir", True)):
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write(self.recipe.schema(after))
        make = lambda side: self.compiler.plan("empty", self.path(side), self.path("made-" + side))
        self.plan = self.compiler.plan(self.path("a.sir"), self.path("b.sir"), self.path("plan"), *self.options)
        return make("a.sir"), make("b.sir")

    def fill(self, database):
        with libpq.Connection(database.name) as connection:
            connection.run("SET session_replication_role = replica")
            if "@roles" in self.recipe.schema(False):
                connection.run(f"INSERT INTO roles SELECT generate_series(1, {PARENTS})")
            if "@places" in self.recipe.schema(False):
                connection.run(f"INSERT INTO places SELECT generate_series(1, {PARENTS}), 'c'")
            for shape in self.recipe.old:
                types = dict(connection.run("SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = "
                                            f"'{shape.table}'::regclass AND attnum > 0"))
                names = "".join(f', "{c}"' for c in shape.fields)
                values = "".join(f", ({f.sql})::{types[c]}" for c, f in shape.fields.items())
                connection.run(f"INSERT INTO {shape.table} (id{names}) SELECT id{values} FROM (SELECT i AS id, (i % 1000)::integer AS v "
                               f"FROM generate_series(1, {self.filled(shape)}) i) x")
                if more := shape.more_rows():
                    connection.run(more)
            connection.run("VACUUM ANALYZE")

    def filled(self, shape):
        """How many rows it has at first: those that others refer to are there, however few are asked for."""
        return self.rows or (PARENTS if shape is self.recipe.old[0] and "references @users" in self.recipe.schema(False) else 0)

    def stop(self):
        """Ends whoever is at work, so that the database can go."""
        for crowd in self.crowds:
            crowd.stop.set()
            for process in crowd.processes:
                process.terminate()
                process.join()

    def begin(self, shapes, first):
        crowd = Crowd()
        self.crowds.append(crowd)
        many = self.writers + self.readers
        for k in range(many):
            crowd.start(work, self.name, shapes, first + k, self.rows, self.phase, k < self.writers, PAUSE * max(many / 4, 1))
        if self.slow:
            crowd.start(take_time, self.name, shapes, first + many, self.rows, self.phase, self.slow)
        return crowd

    def run_phase(self, folder, way="up"):
        self.phases.append(folder.split("_", 1)[1])
        self.phase.value = len(self.phases) - 1
        start = time.monotonic()
        for attempt in range(ATTEMPTS):
            done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.name, "-f", self.plan.script(folder, way)],
                                  text=True, capture_output=True)
            if not done.returncode:
                break
            if "lock timeout" not in done.stderr and "deadlock" not in done.stderr:
                self.stop()
                raise plans.Failure(f"{self.recipe.name}: {folder}: {done.stderr}{plans.excerpt(done.stderr)}")
            self.retried += 1
            time.sleep(AGAIN)
        else:
            raise plans.Failure(f"{self.recipe.name}: {folder} never got its lock")
        self.seconds[folder] = time.monotonic() - start
        self.phase.value = 0

    def result(self):
        a, b = self.compile()
        target = plans.Database("target")
        target.run(*[b.script(phase, "up") for phase in b.phases])
        database = plans.Database("traffic")
        self.name = database.name
        database.run(*[a.script(phase, "up") for phase in a.phases])
        self.fill(database)
        gates = [bool(phase.get("gate")) for phase in self.plan.json["phases"]]
        before = gates.index(True) if True in gates else len(gates)
        observer = self.observe()
        old, new = self.begin(self.recipe.old, 0), None
        time.sleep(self.pause)
        for number, folder in enumerate(self.plan.phases):
            if number == before:
                new, old_told = self.deploy(), old.end()
            self.run_phase(folder)
        if new is None:
            new, old_told = self.deploy(), old.end()
        time.sleep(self.pause)
        new_told, locks = new.end(), observer.end()[0]
        self.verify(database, target, old_told, new_told)
        return self.figures(old_told + new_told, locks)

    def observe(self):
        observer = Crowd()
        self.crowds.append(observer)
        observer.start(watch, self.name, self.phase)
        return observer

    def deploy(self):
        """Both versions run for a while, as they do while a deployment rolls out."""
        new = self.begin(self.recipe.new, 32)
        time.sleep(self.pause)
        return new

    def verify(self, database, target, old, new):
        self.expect_served(old + new)
        facts = sorted(line.replace(*self.recipe.parts or ("", "")) for line in database.catalog() if "schemac_archive" not in line)
        plans.expect_same(f"{self.recipe.name}: after the plan", target.catalog(), facts)
        with libpq.Connection(database.name) as connection:
            for which, shape in enumerate(self.recipe.new):
                self.verify_rows(connection, which, shape, old, new)

    def expect_served(self, told):
        failed = [text for one in told for text in one.failed]
        if failed:
            raise plans.Failure(f"{self.recipe.name}: {len(failed)} statements failed\n  " + "\n  ".join(failed[:8]))

    def verify_rows(self, connection, which, shape, old, new):
        """Both applications' journals, the new one's last: their workers have rows of their own."""
        rows = [(i, v, is_old) for tolds, is_old in ((old, "true"), (new, "false")) for told in tolds
                for (w, i), v in told.journal.items() if w == which]
        connection.run("DROP TABLE IF EXISTS journal; CREATE TEMP TABLE journal (id bigint PRIMARY KEY, v integer, old boolean)")
        for part in range(0, len(rows), 1000):
            connection.run("INSERT INTO journal VALUES " + ", ".join(
                f"({i}, {'NULL' if v is None else v}, {is_old})" for i, v, is_old in rows[part:part + 1000]))
        lost = connection.run(f"SELECT id FROM journal j WHERE v IS NOT NULL AND NOT EXISTS (SELECT FROM {shape.table} t WHERE t.id = j.id) LIMIT 5")
        back = connection.run(f"SELECT id FROM journal j JOIN {shape.table} t USING (id) WHERE v IS NULL LIMIT 5")
        count = int(connection.value(f"SELECT count(*) FROM {shape.table}"))
        wanted = self.filled(self.recipe.old[which]) + sum(1 for i, v, _ in rows if i >= OWN and v is not None)
        connection.run("DELETE FROM journal WHERE v IS NULL")
        wrong = connection.run(shape.wrong())
        if lost or back or wrong or count != wanted:
            raise plans.Failure(f"{self.recipe.name}: rows of {shape.table}: lost {lost}, back {back}, wrong {wrong}, {count} of {wanted}")

    def figures(self, told, locks):
        slowest = {}
        for t in told:
            for phase, seconds in t.slowest.items():
                slowest[phase] = max(slowest.get(phase, 0), seconds)
        written = sum((t.written for t in told), Counter())
        while_phases = lambda by_phase: max([s for phase, s in by_phase.items() if phase] or [0])
        return {"recipe": self.recipe.name, "title": self.recipe.title, "phases": self.phases[1:], "seconds": sum(self.seconds.values()),
                "statements": sum(t.statements for t in told), "retried": self.retried, "idle": slowest.get(0, 0),
                "blocked": while_phases(locks.longest), "held": while_phases(locks.held), "slowest": while_phases(slowest),
                "p99": hundredth(written) / 1000}


def hundredth(counted):
    """What 99 of 100 do not exceed, of values counted."""
    left = sum(counted.values()) // 100
    for value in sorted(counted, reverse=True):
        left -= counted[value]
        if left < 0:
            return value + 1
    return 0


class WayBack(Run):
    """The same the other way round: the plan has run, and is undone while the new application works, and after the gate the old one."""

    def result(self):
        a, _ = self.compile()
        database = plans.Database("traffic")
        self.name = database.name
        database.run(*[a.script(phase, "up") for phase in a.phases])
        source = database.catalog()
        self.fill(database)
        database.run(*[self.plan.script(phase, "up") for phase in self.plan.phases])
        gates = [bool(phase.get("gate")) for phase in self.plan.json["phases"]]
        before = gates.index(True) if True in gates else len(gates)
        observer = self.observe()
        new, old = self.begin(self.recipe.new, 0), None
        time.sleep(self.pause)
        for number, folder in reversed(list(enumerate(self.plan.phases))):
            if old is None and number < before:
                old, new_told = self.take_back(), new.end()
            self.run_phase(folder, "down")
        if old is None:
            old, new_told = self.take_back(), new.end()
        time.sleep(self.pause)
        old_told, locks = old.end(), observer.end()[0]
        self.expect_served(old_told + new_told)
        facts = [line for line in database.catalog() if "schemac_archive" not in line]
        plans.expect_returned(f"{self.recipe.name}: after the way back", self.plan, source, facts)
        with libpq.Connection(database.name) as connection:
            for which, shape in enumerate(self.recipe.old):
                self.verify_rows(connection, which, shape, old_told, new_told)
        return self.figures(old_told + new_told, locks)

    def take_back(self):
        old = self.begin(self.recipe.old, 32)
        time.sleep(self.pause)
        return old
