"""One pair of schemas, planned and run on a server in every way that must lead to B or back to A."""
import collections
import contextlib
import json
import os
import random
import re
import shutil
import subprocess

import catalog
import libpq
import plans
import scripts
from psql import Psql
from pairs import clusters, make, names, rows, spoil, text

with open(catalog.QUERY, encoding="utf-8") as file:
    CATALOG = file.read()
REPLICA = "SET session_replication_role = replica;\n"
EMPTY = """SET client_min_messages = error; SET search_path = pg_catalog;
DO $do$ DECLARE name text; BEGIN
  FOR name IN SELECT quote_ident(extname) FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE 'DROP EXTENSION IF EXISTS ' || name || ' CASCADE'; END LOOP;
  FOR name IN SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)' LOOP
    EXECUTE 'DROP SCHEMA ' || name || ' CASCADE'; END LOOP;
  FOR name IN SELECT quote_ident(pubname) FROM pg_publication LOOP
    EXECUTE 'DROP PUBLICATION ' || name; END LOOP;
END $do$;
CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO public; RESET ALL"""


class Place:
    """A database of one worker on the server of the environment, and what is connected to it."""

    def __init__(self, compiler, folder, name):
        self.compiler, self.folder, self.name, self.used = compiler, folder, name, 0
        self.admin = libpq.Connection("postgres")
        self.logged = []
        self.connection, self.kept = None, Psql(name)

    def database(self):
        """A connection to it when it is empty. Emptied rather than made: to make one takes the server longer than a plan."""
        self.used += 1
        if self.used % 100 == 1:  # its catalog is full of dead rows by then
            self.leave()
            self.admin.run(f'DROP DATABASE IF EXISTS "{self.name}"')
            self.admin.run(f'CREATE DATABASE "{self.name}"')
        else:
            self.reader().run(EMPTY)
        return self.reader()

    def reader(self):
        """A connection with the settings of a new one."""
        self.connection = self.connection or libpq.Connection(self.name)
        return self.connection

    def leave(self):
        """Closes what is connected."""
        self.kept.close()
        if self.connection:
            self.connection.close()
        self.connection = None

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def log(self, line):
        self.logged.append(line)

    def psql(self, *files, may_fail=False):
        """What psql says when it fails, and "" when it does not."""
        shown = " ".join(os.path.relpath(file, self.folder) for file in files)
        code, printed, said = self.kept.run(*files)
        said = printed + said
        self.log(f"psql {shown}: {code} {said.strip()[:2000]}")
        if not code:
            return ""
        if not may_fail:
            raise plans.Failure(f"{shown}: {said.strip()}\n{plans.excerpt(said)}")
        return said or "psql failed"


def facts(connection):
    """The catalog; a sequence that a column owns goes by its column, and archives are nobody's."""
    lines = [catalog.unnumbered(row[0]) for row in connection.run(CATALOG)]
    owned = {}
    for line in lines:
        match = re.match(r"sequence (.*?): .* owned by (.*)$", line)
        if match:
            owned[match[1]] = match[2]
    out = []
    for line in lines:
        if "schemac_archive" in line:
            continue
        if line.startswith("sequence ") or "nextval(" in line:
            for name, column in owned.items():
                line = line.replace(name + ":", f"<of {column}>:").replace(f"'{name}'", f"'<of {column}>'")
                line = line.replace("'" + name.replace("'", "''") + "'", f"'<of {column}>'")
        out.append(line)
    return sorted(out)


def held(connection, queries):
    return {uid: sorted(connection.run(query), key=repr) for uid, query in queries.items()}


def everything(connection):
    """All rows of all tables, whatever they are called now."""
    tables = [r[0] for r in connection.run(
        "SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE relkind = 'r' AND nspname !~ '^(pg_|information_schema)' ORDER BY 1")]
    return {t: sorted(connection.run(f"SELECT t::text FROM {t} t"), key=repr) for t in tables}


class Proof:
    """Raises plans.Failure (or Refused) when something does not hold."""

    def __init__(self, place, pair, seed):
        self.place, self.pair, self.seed = place, pair, seed
        self.rows = rows.Rows(pair)
        self.rng = random.Random(seed)

    # ---- the pieces

    def write(self):
        shutil.rmtree(self.place.folder, ignore_errors=True)
        os.makedirs(self.place.folder)
        a, b = self.pair.texts()
        for name, content in (("a.sir", a), ("b.sir", b), ("rows.sql", self.rows.insert() + "".join(f"{one};\n" for one in clusters.fill(self.pair.a))),
                              ("refill.sql", REPLICA + self.rows.refill())):
            with open(self.place.path(name), "w", encoding="utf-8") as file:
                file.write(content)

    def plan(self, source, target, out):
        return self.place.compiler.plan(source, target, self.place.path(out))

    def made(self, side):
        """The scripts that make one side from empty."""
        plan = self.plan("empty", self.place.path(side + ".sir"), "made-" + side)
        return [plan.script(phase, "up") for phase in plan.phases]

    def run(self):
        self.write()
        change = self.plan(self.place.path("a.sir"), self.place.path("b.sir"), "plan")
        again = self.plan(self.place.path("b.sir"), self.place.path("b.sir"), "again")
        if again.phases:
            raise plans.Failure("planning from B to B is not empty: " + json.dumps(again.steps())[:2000])
        work = self.place.database()
        self.up(*self.made("b"))
        self.b_facts = facts(work)
        self.make_a = [*self.made("a"), self.place.path("rows.sql")]
        work = self.start()  # which may be another database
        self.a_facts = facts(work)
        self.a_rows = held(work, self.rows.held(self.pair.a))
        self.b_rows = held(work, self.rows.expected())
        self.beside = clusters.held(self.pair.a, self.pair.b)
        self.beside_there = [sorted(work.run(query), key=repr) for _, query, _, _ in self.beside]
        self.beside_back = [sorted(work.run(query), key=repr) for _, _, _, query in self.beside]
        self.ways(work, change)

    def ways(self, work, plan):
        spoilt = spoil.ways(self.pair)
        if spoilt and self.rng.random() < 0.6:
            self.stopped_by_a_guard(work, plan, self.rng.choice(spoilt))
            work = self.start()
        self.there_twice_and_back(work, plan)
        if plan.phases:
            self.back_from_a_prefix(self.start(), plan)
            self.stopped_and_run_again(self.start(), plan)

    def start(self):
        """The database of A with its rows."""
        work = self.place.database()
        self.up(*self.make_a)
        return work

    def up(self, *files):
        if files:
            self.place.psql(*files)

    def down(self, plan, phases):
        """Undoes them; in between an author gives values where the plan said that they are lost."""
        refill = [self.place.path("refill.sql")] if self.rows.refill() else []
        for phase in reversed(phases):
            down = plan.script(phase, "down")
            try:
                self.up(down)
            except plans.Failure as failure:
                # What was lost and is required: a person gives values and runs the file again.
                asked = "guard failed: rows without" in str(failure) or "the former column" in str(failure)
                if not asked or not refill:
                    raise
                self.up(*refill, down)
            self.up(*refill)

    # ---- the ways

    def there_twice_and_back(self, work, plan):
        for phase in plan.phases:
            self.place.psql(plan.script(phase, "up"))
            before, was = facts(work), everything(work)
            self.place.psql(plan.script(phase, "up"))
            plans.expect_same(f"{phase}/up.sql run a second time", before, facts(work))
            if everything(work) != was:
                raise plans.Failure(f"{phase}/up.sql run a second time changes rows")
        self.expect_there(work, "after the plan")
        self.down(plan, plan.phases)
        self.expect_back(work, plan, "after the way back")

    def stopped_by_a_guard(self, work, plan, sql):
        """Rows that B refuses stop the plan with a list of them, and come back as they were."""
        self.place.log(sql)
        work.run(sql)
        clean, self.a_rows = self.a_rows, held(work, self.rows.held(self.pair.a))
        for number, phase in enumerate(plan.phases):
            said = self.place.psql(plan.script(phase, "up"), may_fail=True)
            if not said:
                continue
            if "guard failed" not in said and "verification failed" not in said:
                raise plans.Failure(f"rows that B refuses stop the plan without a guard: {sql}\n{said}")
            self.down(plan, plan.phases[:number + 1])
            self.expect_back(work, plan, "after a guard has stopped the plan")
            self.a_rows = clean
            return
        raise plans.Failure(f"rows that B refuses do not stop the plan: {sql}")

    def stopped_and_run_again(self, work, plan):
        for phase in plan.phases:
            for _ in range(self.rng.randrange(1, 3)):
                self.run_part(plan.script(phase, "up"))
            self.place.psql(plan.script(phase, "up"))
        self.expect_there(work, "after a plan stopped and run again")

    def back_from_a_prefix(self, work, plan):
        last = self.rng.randrange(len(plan.phases))
        self.up(*[plan.script(phase, "up") for phase in plan.phases[:last]])
        self.run_part(plan.script(plan.phases[last], "up"))
        if self.rng.random() < 0.4:
            self.run_part(plan.script(plan.phases[last], "down"))
        self.down(plan, plan.phases[:last + 1])
        self.expect_back(work, plan, "after the way back from a prefix")

    def run_part(self, script):
        """The script up to some statement, as if psql had been killed there."""
        with open(script, encoding="utf-8") as file:
            whole = file.read()
        stop = self.rng.choice(scripts.statement_ends(whole) or [0])
        part = script + ".part"
        with open(part, "w", encoding="utf-8") as file:
            file.write(whole[:stop] + "\n")
        self.place.log(f"the next one stops behind byte {stop} of {len(whole)}")
        self.place.psql(part, may_fail=True)

    # ---- what must hold

    def expect_there(self, work, when):
        plans.expect_same(when, in_kept_order(self.b_facts, self.a_facts, self.pair), facts(work))
        got = held(work, self.rows.held(self.pair.b))
        for t in self.pair.b.tables:
            wanted = self.b_rows.get(t.uid, [])
            unknown = self.rows.unknown(t) if t.uid in self.b_rows else set()
            self.compare(when, t, without(wanted, unknown), without(got[t.uid], unknown), set())
        self.expect_beside(work, when, self.beside_there, 1)

    def expect_beside(self, work, when, wanted, which):
        for rows_then, (name, *queries) in zip(wanted, self.beside):
            if sorted(work.run(queries[which]), key=repr) != rows_then:
                raise plans.Failure(f"{when}: rows of {name!r} differ: {queries[which]}")

    def expect_back(self, work, plan, when):
        plans.expect_returned(when, plan, self.a_facts, facts(work))
        got = held(work, self.rows.held(self.pair.a))
        for t in self.pair.a.tables:
            announced = self.announced(plan, t)
            self.compare(when, t, self.a_rows[t.uid], got[t.uid], announced)
        self.expect_beside(work, when, self.beside_back, 2)

    def announced(self, plan, t):
        """Positions of columns that a step of the plan says it will not bring back; -1: any row."""
        told = [step["ir"] for step in plan.steps() if step["reverse"]["class"] != "lossless"]
        out = set()
        if any(ir.startswith("drop_table") and text.name(n) in ir for ir in told for n in self.names(t)):
            out.add(-1)
        for i, c in enumerate(t.columns):
            now = self.rows.later(t, c)[1]
            labels = c.type.leaf().kind == "enum" and told
            if labels or any(is_told(n, ir) for ir in told for n in {c.name, now.name if now else c.name}):
                out.add(i)
        lost = {t.columns[i].uid for i in out if i >= 0}
        return out | {i for i, c in enumerate(t.columns) if c.generated and c.generated.uses() & lost}

    def names(self, t):
        now = self.pair.b.table(t.uid)
        return {t.name} | ({now.name} if now else set())

    def compare(self, when, t, wanted, got, announced):
        if -1 in announced or without(wanted, announced) == without(got, announced):
            return
        wanted, got = collections.Counter(without(wanted, announced)), collections.Counter(without(got, announced))
        only, new = list((wanted - got).elements()), list((got - wanted).elements())
        shown = "\n".join([f"  - {row}" for row in only[:4]] + [f"  + {row}" for row in new[:4]])
        columns = [c.name for i, c in enumerate(t.columns) if i not in announced]
        raise plans.Failure(f"{when}: rows of {t.name!r} {columns} differ: {len(only)} missing, {len(new)} new\n{shown}")


def is_told(column, ir):
    """Whether a step is about the column, or about the copy of it that an exchange keeps."""
    copies = [text.name(names.helper(column, suffix)) for suffix in ("_schemac_old", "_schemac_new")]
    return any(name in ir for name in [text.name(column), text.string(column)[:-1], f"@{column}_schemac", *copies])


def without(table, positions):
    if not positions:
        return table
    return sorted((tuple(v for i, v in enumerate(row) if i not in positions) for row in table), key=repr)


def in_kept_order(after, before, pair):
    """`after`, with the values that an enum keeps in the order that they have: none can be moved."""
    return after


def shrink(actions, version, fails, budget):
    """The shortest list of actions found that still fails the same way."""
    shortest, changed = actions, True
    while changed and budget > 0:
        changed = False
        for i in reversed(range(len(shortest))):
            fewer = shortest[:i] + shortest[i + 1:]
            budget -= 1
            if budget <= 0:
                break
            if any(a.name == "Tables.make" for a in fewer) and fails(make.build(fewer, version)):
                shortest, changed = fewer, True
    return shortest


