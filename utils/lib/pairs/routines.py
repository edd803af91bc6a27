"""Views, functions, triggers, statistics and partitions: what is made over tables, or beside them.

What is over columns is kept by uid, and shows of them what is still there.
"""
from dataclasses import dataclass, field

from . import access, spell
from .model import Sql
from .objects import Standing, Thing


@dataclass
class View:
    uid: int
    ns: str
    name: str
    table: int
    columns: list
    where: object = None  # Sql
    options: list = field(default_factory=list)


def there(t, uids):
    return t and all(t.column(u) for u in uids)


class Views:
    makes = {"make": 3}
    edits = {"make": 2, "change": 3, "drop": 1}

    def all(self, w):
        return w.things.setdefault("view", [])

    def make(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        if not t or not t.columns:
            return False
        view = View(w.uid(), rng.choice([""] * 3 + w.namespaces), w.namer.fresh(rng, "view"), t.uid, [])
        self._fill(view, t, rng)
        self.all(w).append(view)
        return True

    def _fill(self, view, t, rng):
        view.columns = [c.uid for c in rng.sample(t.columns, rng.randrange(1, len(t.columns) + 1))]
        ordered = [c for c in t.columns if c.type.ordered]
        view.where = Sql("{%d} IS NOT NULL" % rng.choice(ordered).uid) if ordered and rng.random() < 0.4 else None
        small = 0 <= t.rows < 1000
        view.options = rng.choice((["materialized"] if small else [], ["security_barrier"], [], []))

    def change(self, w, rng):
        known = [v for v in self.all(w) if w.table(v.table)]
        if not known:
            return False
        view = rng.choice(known)
        materialized = "materialized" in view.options
        self._fill(view, w.table(view.table), rng)
        view.options = ["materialized"] if materialized else [o for o in view.options if o != "materialized"]
        return True

    def drop(self, w, rng):
        known = self.all(w)
        if known:
            known.remove(rng.choice(known))
        return bool(known)

    def lines(self, w):
        out = []
        for v in self.all(w):
            t = w.table(v.table)
            shown = [u for u in v.columns if t and t.column(u)]
            if not shown or v.where and not there(t, v.where.uses()):
                continue
            query = "SELECT " + ", ".join(f"{t.spell(u)} AS v{u}" for u in shown) + " FROM " + table_name(t)
            if v.where:
                query += " WHERE " + v.where.over(t.spell)
            out.append(" ".join([f"view {spell.path(v)}", *v.options, "as", spell.sql(query)]))
            out += access.remarked(w, v.uid)
        return out


def table_name(t):
    quoted = lambda n: '"' + n.replace('"', '""') + '"'
    return (quoted(t.ns) + "." if t.ns else "") + quoted(t.name)


class Functions(Standing):
    word = "function"
    edits = {"make": 1, "change": 3, "drop": 1}

    def draw(self, w, rng):
        return {"result": rng.choice(("i32", "i64", "text")), "value": rng.randrange(9), "words": rng.choice((["stable"], ["immutable", "strict"], [])),
                "argument": rng.choice(("n", "m"))}

    def changed(self, w, rng, parts):
        return {**parts, **rng.choice(({"value": rng.randrange(9)}, {"result": rng.choice(("i32", "i64", "text"))}, {"argument": "other"}, {"words": ["stable"]}))}

    def line(self, w, thing):
        kinds = {"i32": "int", "i64": "bigint", "text": "text"}
        body = f"SELECT ({thing.parts['value']})::{kinds[thing.parts['result']]}"
        return [" ".join([f"function {spell.path(thing)} (@{thing.parts['argument']} : i32) returns {thing.parts['result']} language @sql",
                          *thing.parts["words"], "as", spell.sql(body)])]


class Triggers:
    """Each with a function of its own, which does nothing."""
    makes = {"make": 2}
    edits = {"make": 1, "change": 2, "drop": 1}

    def all(self, w):
        return w.things.setdefault("trigger", [])

    def make(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        if not t:
            return False
        self.all(w).append(Thing(w.uid(), "", w.namer.fresh(rng, "trigger"), {"table": t.uid, **self._draw(rng)}))
        return True

    def _draw(self, rng):
        return {"when": rng.choice(("before", "after")), "events": rng.choice(("insert", "insert or update", "update or delete")),
                "words": rng.choice(([], ["disabled"], ["enabled_always"]))}

    def change(self, w, rng):
        known = self.all(w)
        if known:
            rng.choice(known).parts.update(self._draw(rng))
        return bool(known)

    def drop(self, w, rng):
        known = self.all(w)
        if known:
            known.remove(rng.choice(known))
        return bool(known)

    def lines(self, w):
        body = spell.sql("BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END")
        return [f"function {spell.name('f' + str(t.uid))} () returns_trigger language @plpgsql as {body}" for t in self.all(w) if w.table(t.parts["table"])]

    def inside(self, w, table):
        return [" ".join([f"trigger {spell.name(t.name)} {t.parts['when']} {t.parts['events']} for_each_row", *t.parts["words"],
                          f"execute {spell.name('f' + str(t.uid))}"]) for t in self.all(w) if t.parts["table"] == table.uid]


class Statistics:
    makes = {"make": 1}
    edits = {"make": 1, "change": 1, "drop": 1}

    def all(self, w):
        return w.things.setdefault("statistics", [])

    def make(self, w, rng):
        found = [t for t in w.tables if len([c for c in t.columns if c.type.ordered and c.generation != "virtual"]) > 1]
        if not found:
            return False
        t = rng.choice(found)
        uids = [c.uid for c in rng.sample([c for c in t.columns if c.type.ordered and c.generation != "virtual"], 2)]
        self.all(w).append(Thing(w.uid(), rng.choice([""] * 3 + w.namespaces), w.namer.fresh(rng, "statistics"),
                                 {"table": t.uid, "columns": uids, "kinds": rng.choice(("", "mcv", "ndistinct"))}))
        return True

    def change(self, w, rng):
        known = self.all(w)
        if known:
            rng.choice(known).parts["kinds"] = rng.choice(("", "mcv", "ndistinct", "dependencies"))
        return bool(known)

    def drop(self, w, rng):
        known = self.all(w)
        if known:
            known.remove(rng.choice(known))
        return bool(known)

    def lines(self, w):
        out = []
        for s in self.all(w):
            t = w.table(s.parts["table"])
            if there(t, s.parts["columns"]):
                kinds = " kinds {" + spell.string(s.parts["kinds"]) + "}" if s.parts["kinds"] else ""
                out.append(f"statistics {spell.path(s)} on {spell.path(t)} {spell.names(t, s.parts['columns'])}{kinds}")
        return out


class Partitions(Standing):
    """Tables that are partitioned by a range, with what they have by part. They hold no rows, whatever their size says."""
    word = "partitioned"
    makes = {"make": 2}
    edits = {"make": 1, "add": 2, "detach": 2, "index": 2, "key": 2, "drop": 1}

    def draw(self, w, rng):
        return {"rows": rng.choice((50, 5_000_000)), "parts": [[n, True] for n in range(rng.randrange(4))], "next": 9,
                "rest": rng.random() < 0.3, "deep": rng.random() < 0.4, "index": rng.choice(("", "", "@n")), "key": rng.choice(("", "", "unique", "primary_key"))}

    def _edit(self, w, rng, how):
        thing = self._pick(w, rng)
        if thing:
            how(thing.parts)
        return bool(thing)

    def add(self, w, rng):
        def how(parts):
            parts["parts"].append([parts["next"], True])
            parts["next"] += 1
        return self._edit(w, rng, how)

    def detach(self, w, rng):
        """Or attaches again."""
        def how(parts):
            old = [p for p in parts["parts"] if p[0] < 9]
            if old:
                part = rng.choice(old)
                part[1] = not part[1]
        return self._edit(w, rng, how)

    def index(self, w, rng):
        """Another one of the same name is an exchange."""
        return self._edit(w, rng, lambda parts: parts.update(index=rng.choice([i for i in ("", "@n", "@n desc") if i != parts["index"]])))

    def key(self, w, rng):
        return self._edit(w, rng, lambda parts: parts.update(key="" if parts["key"] else rng.choice(("unique", "primary_key"))))

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
            w.drops += [(n, False) for n in [thing.name] + [f"{thing.name}_{p}" for p, _ in thing.parts["parts"]]
                        + [leaf for p, _ in thing.parts["parts"] for leaf, _ in self._leaves(thing, p)]
                        + ([thing.name + "_rest"] if thing.parts["rest"] else [])]
        return bool(thing)

    def rename(self, w, rng):
        return False

    def make(self, w, rng):
        thing = Thing(w.uid(), "", f"pt{w.uid()}", self.draw(w, rng), origin=not w.changed)
        self.all(w).append(thing)
        return True

    def _leaves(self, thing, part):
        """Of a partition that is partitioned itself."""
        deep = thing.parts["deep"] and part % 2 == 0
        return [(f"{thing.name}_{part}_{leaf}", f"IN ({leaf})") for leaf in (1, 2)] if deep else []

    def _own(self, thing, name):
        p, out = thing.parts, ["  col @at : i32", "  col @n : i32"]
        if p["key"]:
            out.insert(2, f"  {p['key']} {spell.name(name + ('_pkey' if p['key'] == 'primary_key' else '_at_n_key'))} (@at, @n)")
        return out + ([f"  index {spell.name(name + '_n_idx')} ({p['index']})"] if p["index"] else [])

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed else f" rows {p['rows']} bytes {p['rows'] * 100}"
        out = [f"table {spell.name(n)}{size} partitioned by range (@at) {{", *self._own(thing, n), "}"]
        for part, attached in p["parts"]:
            head, leaves = f"table {spell.name(f'{n}_{part}')}{size}", self._leaves(thing, part)
            split = " partitioned by list (@n) {" if leaves else " {"
            if attached:
                out += [f"{head} partition_of {spell.name(n)} for " + spell.sql(f"FROM ({part * 10}) TO ({part * 10 + 10})") + split, "}"]
            else:
                out += [head + split, *self._own(thing, f"{n}_{part}"), "}"]
            for leaf, bound in leaves:
                out += [f"table {spell.name(leaf)}{size} partition_of {spell.name(f'{n}_{part}')} for " + spell.sql(bound) + " {", "}"]
        return out + ([f"table {spell.name(n + '_rest')}{size} partition_of {spell.name(n)} default {{", "}"] if p["rest"] else [])
