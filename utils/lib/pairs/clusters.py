"""Groups of tables with rows of their own, which the tables of the world do not touch; utils/soak --wide.

Partitioned tables by range, list and hash, with partitions of partitions and defaults, keys in both directions; tables that
inherit from several; columns that move to another table; functions that rules of a table call. A kind says besides `lines`
how its rows are made (`fill`) and what must be equal (`held`): queries over A and, for what B still has, over B.
"""
from . import spell
from .columned import COUNT, rel
from .model import quote
from .objects import Standing, Thing
from .parted import Lineage, Parted


class Moved(Standing):
    """Columns that move between a table and one beside it, and back."""
    word = "moved"
    makes = {"make": 2}
    edits = {"make": 1, "move": 6, "call": 1, "index": 1}
    COLUMNS = {"bio": "text nullable", "points": "i32 nullable", "state": "text default " + spell.sql("'x'"), "tags": "array<text> nullable", "at": "date nullable"}
    VALUES = {"bio": "CASE WHEN i % 3 > 0 THEN 'b' || i END", "points": "i * 2", "state": "'s' || i", "tags": "ARRAY['t' || i]", "at": "date '2020-01-01' + i"}

    def make(self, w, rng):
        columns = rng.sample(sorted(self.COLUMNS), rng.randrange(1, 4))
        p = {"rows": rng.choice((50, 5_000_000)), "where": {c: rng.choice(("", "_p")) for c in columns}, "moved": {}, "names": {}, "index": rng.random() < 0.3,
             "cascade": rng.random() < 0.5, "all": True}
        self.all(w).append(Thing(w.uid(), "", f"mv{w.uid()}", p, origin=not w.changed))
        return True

    def _edit(self, w, rng, how):
        thing = self._pick(w, rng)
        return bool(thing) and how(thing.parts, thing.name) is not False

    def move(self, w, rng):
        def how(p, n):
            ways = {p["moved"][c][2] for c in p["moved"]}
            c = rng.choice(sorted(p["where"]))
            to = "" if p["where"][c] else "_p"
            if c in p["moved"] or c in p["names"] or ways - {to}:
                return False
            p["moved"][c] = (n + p["where"][c], c, to)
            p["where"][c] = to
        return self._edit(w, rng, how)

    def call(self, w, rng):
        def how(p, n):
            c = rng.choice(sorted(p["where"]))
            if c in p["names"] or c in p["moved"]:
                return False
            p["names"][c] = "now_" + c
        return self._edit(w, rng, how)

    def index(self, w, rng):
        return self._edit(w, rng, lambda p, n: p.update(index=not p["index"]))

    def rename(self, w, rng):
        return False

    def drop(self, w, rng):
        return False

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed or not thing.origin else f" rows {p['rows']} bytes {p['rows'] * 100}"
        def columns(end):
            out = []
            for c in sorted(p["where"]):
                if p["where"][c] != end:
                    continue
                line = f"  col {spell.name(p['names'].get(c, c))} : {self.COLUMNS[c]}"
                if w.changed and c in p["names"]:
                    line += " renamed_from " + spell.name(c)
                if w.changed and c in p["moved"]:
                    line += " moved_from " + spell.name(f"{p['moved'][c][0]}.{p['moved'][c][1]}")
                out.append(line)
            return out
        cascade = " on_delete cascade" if p["cascade"] else ""
        index = [f"  index {spell.name(n + '_idx')} (@more)"] if p["index"] else []
        return [f"table {spell.name(n)}{size} {{", "  col @id : i64", "  col @more : i32 nullable", *columns(""), f"  primary_key {spell.name(n + '_pkey')} (@id)", *index, "}",
                f"table {spell.name(n + '_p')}{size} {{", "  col @id : i64", *columns("_p"), f"  primary_key {spell.name(n + '_p_pkey')} (@id)",
                f"  foreign_key {spell.name(n + '_p_fkey')} (@id) references {spell.name(n)} (@id)" + cascade, "}"]

    def fill(self, thing):
        p, n = thing.parts, thing.name
        def insert(end, more):
            columns = [c for c in sorted(p["where"]) if p["where"][c] == end]
            return (f"INSERT INTO {rel(n + end)} (id{''.join(', ' + c for c in [*more, *columns])}) "
                    f"SELECT i{''.join(', ' + v for v in [*more.values(), *(self.VALUES[c] for c in columns)])} FROM generate_series(1, {COUNT}) i")
        return [insert("", {"more": "i % 4"}), insert("_p", {})]

    def held(self, before, after):
        def query(thing):
            columns = [quote(thing.name + thing.parts["where"][c]) + "." + quote(thing.parts["names"].get(c, c)) for c in sorted(before.parts["where"])]
            return f"SELECT {', '.join(columns)} FROM {rel(thing.name)} JOIN {rel(thing.name + '_p')} USING (id)"
        return [(query(before), query(after), query(before))]


class Callers(Standing):
    """A function that rules of a table call: its check, a default, an index, a generated column, a policy, a view."""
    word = "callers"
    makes = {"make": 2}
    edits = {"make": 1, "use": 4, "body": 2, "drop": 1}
    USES = ("check", "default", "index", "stored", "policy", "view", "trigger", "unique")

    def make(self, w, rng):
        p = {"rows": rng.choice((50, 5_000_000)), "uses": set(rng.sample(self.USES, rng.randrange(4))), "body": 0, "had": False, "atomic": w.version >= 14 and rng.random() < 0.4}
        p["had"] = "stored" in p["uses"] and not w.changed
        self.all(w).append(Thing(w.uid(), "", f"fn{w.uid()}", p, origin=not w.changed))
        return True

    def use(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            thing.parts["uses"] ^= {rng.choice(self.USES)}
        return bool(thing)

    def body(self, w, rng):
        """Other words for the same values, so that what is kept of them stays right."""
        thing = self._pick(w, rng)
        if thing:
            thing.parts["body"] += 1
        return bool(thing)

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
            w.drops.append((thing.name, False))
        return bool(thing)

    def rename(self, w, rng):
        return False

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed or not thing.origin else f" rows {p['rows']} bytes {p['rows'] * 100}"
        call = f"{n}_f(a)"
        value = "n + 1" + " + 0" * p["body"]
        out = [f"function {spell.name(n + '_f')} (@n : i32) returns i32 language @sql immutable as " + spell.sql(f"RETURN {value}" if p["atomic"] else f"SELECT {value}")]
        rules = {"check": f"check {spell.name(n + '_check')} " + spell.sql(f"{call} > -100"), "index": f"index {spell.name(n + '_idx')} ({spell.sql(call)})",
                 "stored": "col @g : i32 nullable stored " + spell.sql(call), "policy": f"policy {spell.name(n + '_own')} using " + spell.sql(f"{call} > 0"),
                 "trigger": f"trigger {spell.name(n + '_t')} before insert or update of (@a) for_each_row when " + spell.sql(f"{n}_f(NEW.a) > 10") + f" execute {spell.name(n + '_tf')}",
                 "unique": f"index {spell.name(n + '_once')} ({spell.sql(call)}) unique"}
        default = f" default {spell.sql(n + '_f(3)')}" if "default" in p["uses"] else ""
        if "trigger" in p["uses"]:
            out.append(f"function {spell.name(n + '_tf')} () returns_trigger language @plpgsql as " + spell.sql("BEGIN RETURN NEW; END"))
        order = [rules[u] for u in ("stored", "check", "unique", "index", "policy", "trigger") if u in p["uses"]]
        out += [f"table {spell.name(n)}{size} {{", "  col @a : i32", f"  col @d : i32 nullable{default}", *["  " + r for r in order],
                *(["  drops @g"] if w.changed and p["had"] and "stored" not in p["uses"] else []), "}"]
        return out + ([f"view {spell.name(n + '_v')} as " + spell.sql(f"SELECT a, {call} AS f FROM {n}")] if "view" in p["uses"] else [])

    def fill(self, thing):
        return [f"INSERT INTO {rel(thing.name)} (a, d) SELECT i, i % 3 FROM generate_series(1, {COUNT}) i"]

    def held(self, before, after):
        return [(f"SELECT a, d FROM {rel(before.name)}",) * 3]


KINDS = [Parted(), Lineage(), Moved(), Callers()]


def fill(world):
    """SQL that fills what A has of them."""
    return [statement for kind in KINDS for thing in kind.all(world) for statement in kind.fill(thing)]


def held(a, b):
    """[(what it is of, query over A for what B has, query over B, query over A for what comes back)]."""
    out = []
    for kind in KINDS:
        later = {thing.uid: thing for thing in kind.all(b)}
        for thing in kind.all(a):
            if thing.uid in later:
                out += [(thing.name, *queries) for queries in kind.held(thing, later[thing.uid])]
    return out
