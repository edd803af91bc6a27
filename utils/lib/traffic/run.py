"""Runs a recipe on a table of many rows while both its applications work on it."""
import multiprocessing
import os
import random
import shutil
import subprocess
import time
from dataclasses import dataclass, field

import libpq
import plans
from private_server import die_with_parent

from .recipes import PARENTS

PAUSE = 0.002  # between two statements of one worker: traffic, and not a benchmark
OWN = 100_000_000  # where the rows begin that workers insert
ATTEMPTS = 30  # of a phase that gives up waiting for a lock, as its script says it may


@dataclass
class Told:
    """What a worker did."""
    journal: dict = field(default_factory=dict)  # (shape, id): value, or None when it is deleted
    failed: list = field(default_factory=list)
    slowest: dict = field(default_factory=dict)  # phase: seconds
    statements: int = 0


class Worker:
    def __init__(self, database, shapes, number, rows, phase, stop, writes):
        self.shapes, self.number, self.rows, self.phase, self.stop, self.writes = shapes, number, rows, phase, stop, writes
        self.rng, self.told, self.next = random.Random(number), Told(), OWN + number * 1_000_000
        self.mine = {}  # shape: keys of rows that it inserted and has not deleted
        self.connection = libpq.Connection(database, "traffic")

    def run(self):
        while not self.stop.is_set():
            which = self.rng.randrange(len(self.shapes))
            (self.write if self.writes else self.read)(which, self.shapes[which])
            time.sleep(PAUSE)
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

    def read(self, which, shape):
        i = 1 + self.rng.randrange(self.rows)
        self.statement(shape.scan(i) if self.rng.random() < 0.3 else shape.select(i))

    def write(self, which, shape):
        v = self.rng.randrange(1000)
        draw = self.rng.random()
        mine = self.mine.setdefault(which, [])
        if draw < 0.4:
            i, sql = self.next, shape.insert(self.next, v)
            self.next += 1
        elif draw < 0.9 or not mine:
            # Rows of its own, so that it knows what they hold. A referenced row is never taken away.
            i = 1 + self.rng.randrange(self.rows // 64 - 1) * 64 + self.number
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


def work(queue, database, shapes, number, rows, phase, writes, stop):
    die_with_parent()
    queue.put(Worker(database, shapes, number, rows, phase, stop, writes).run())


def watch(queue, database, phase, stop):
    """The longest that a statement of an application was seen waiting for a lock, by phase."""
    die_with_parent()
    longest = {}
    with libpq.Connection(database) as connection:
        while not stop.is_set():
            seen = connection.value("SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0) FROM pg_stat_activity "
                                    "WHERE application_name = 'traffic' AND wait_event_type = 'Lock' AND state = 'active'")
            longest[phase.value] = max(longest.get(phase.value, 0), float(seen))
            time.sleep(0.004)
    queue.put(longest)


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

    def __init__(self, compiler, recipe, folder, rows, seed=1, writers=3, readers=1, pause=0.4):
        self.compiler, self.recipe, self.folder, self.rows = compiler, recipe, folder, rows
        self.seed, self.writers, self.readers, self.pause = seed, writers, readers, pause
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
        self.plan = self.compiler.plan(self.path("a.sir"), self.path("b.sir"), self.path("plan"), *self.recipe.options)
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
                               f"FROM generate_series(1, {self.rows}) i) x")
                if more := shape.more_rows():
                    connection.run(more)
            connection.run("VACUUM ANALYZE")

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
        for k in range(self.writers + self.readers):
            crowd.start(work, self.name, shapes, first + k, self.rows, self.phase, k < self.writers)
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
        wanted = self.rows + sum(1 for i, v, _ in rows if i >= OWN and v is not None)
        connection.run("DELETE FROM journal WHERE v IS NULL")
        wrong = connection.run(shape.wrong())
        if lost or back or wrong or count != wanted:
            raise plans.Failure(f"{self.recipe.name}: rows of {shape.table}: lost {lost}, back {back}, wrong {wrong}, {count} of {wanted}")

    def figures(self, told, locks):
        slowest = {}
        for t in told:
            for phase, seconds in t.slowest.items():
                slowest[phase] = max(slowest.get(phase, 0), seconds)
        return {"recipe": self.recipe.name, "title": self.recipe.title, "phases": self.phases[1:], "seconds": sum(self.seconds.values()),
                "statements": sum(t.statements for t in told), "retried": self.retried, "idle": slowest.get(0, 0),
                "blocked": max([s for phase, s in locks.items() if phase] or [0]),
                "slowest": max([s for phase, s in slowest.items() if phase] or [0])}


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
