"""More that hangs together: types of the schema in columns, keys of several columns, exclusion of ranges, views over views, comments and
grants on everything, namespaces that are renamed; utils/soak --wide.
"""
from . import columns, spell, types
from .constraints import key_columns
from .finer import pick
from .model import Column, Constraint, Sql, quote
from .objects import COMMENTS, Standing, Thing
from .routines import Triggers, table_name, there

# What only the pairs of --wide have, and so is none of types.KINDS before widen().
NATIVE = {k.sir: k for k in (
    types.Kind("int4range", "int4range", "range", "int4range(i::integer * 10, i::integer * 10 + 5)", ()),
    types.Kind("daterange", "daterange", "range", "daterange(date '2020-01-01' + i::integer * 9, date '2020-01-01' + i::integer * 9 + 3)", ()),
    types.Kind("numrange", "numrange", "range", "numrange(i * 2, i * 2 + 1.5)", ("'(1,2]'",)),
    types.Kind("cidr", "cidr", "other", "('10.' || i / 200 || '.' || i % 200 || '.0/24')::cidr", ("'10.0.0.0/8'",)),
    types.Kind("macaddr", "macaddr", "other", "('08:00:2b:01:' || lpad(to_hex(i::integer / 200), 2, '0') || ':' || lpad(to_hex(i::integer % 200), 2, '0'))::macaddr", ()),
    types.Kind("tsvector", "tsvector", "other", "to_tsvector('simple', 't' || i)", ("''",)),
)}
CHANGES = [types.Change("int4range", "text"), types.Change("cidr", "inet"), types.Change("cidr", "text"), types.Change("macaddr", "text")]


def widen():
    types.KINDS.update(NATIVE)
    types.CHANGES.extend(change for change in CHANGES if change not in types.CHANGES)


def users(w, uid):
    """(table, column) of each column of a type of the schema."""
    return [(t, c) for t in w.tables for c in t.columns if c.type.leaf().kind == "own" and c.type.leaf().enum == uid]


class Own(Standing):
    """A type that columns are of: nothing goes while they are."""
    makes = {"make": 1, "column": 3}
    edits = {"make": 1, "column": 3, "change": 2, "rename": 2, "move": 1, "drop": 1}

    def column(self, w, rng):
        thing, t = pick(rng, [x for x in self.all(w)]), pick(rng, w.tables)
        if not thing or not t:
            return False
        kind = types.Type("own", enum=thing.uid)
        if self.array and rng.random() < 0.2:
            kind = types.Type("array", element=kind)
        t.columns.append(Column(w.uid(), columns.fresh_name(w, t, rng), kind, nullable=w.changed or rng.random() < 0.6, origin=not w.changed))
        return True

    array = True

    def move(self, w, rng):
        thing = self._pick(w, rng)
        other = [n for n in w.namespaces + [""] if thing and n != thing.ns]
        if not other:
            return False
        thing.ns = rng.choice(other)
        return True

    def drop(self, w, rng):
        thing = pick(rng, [x for x in self.all(w) if x.origin and not x.renamed_from and not users(w, x.uid)])
        if thing:
            self.all(w).remove(thing)
        return bool(thing)


class OwnDomains(Own):
    """Over numbers, texts and arrays."""
    word = "own_domain"
    spelled = "domain"
    BASES = {"text": ("text", "'d' || i", "length(VALUE) < 99", "'x'"), "varchar(20)": ("varchar(20)", "'d' || i", "VALUE <> ''", "'x'"),
             "i32": ("integer", "i::integer", "VALUE > -99", "7"), "numeric(12, 2)": ("numeric", "i + 0.25", "VALUE < 1000000000", "1"),
             "array<i32>": ("integer[]", "ARRAY[i::integer]", "cardinality(VALUE) < 9", "'{}'"), "array<text>": ("text[]", "ARRAY['d' || i]", "array_ndims(VALUE) = 1", "'{x}'")}

    def draw(self, w, rng):
        base = rng.choice(list(self.BASES))
        return {"base": base, "fixed": base, "value": self.BASES[base][1], "pg": self.BASES[base][0], **self._rules(w, rng)}

    def _rules(self, w, rng):
        return {"strict": rng.random() < 0.15, "default": rng.random() < 0.3, "check": w.namer.fresh(rng, "check") if rng.random() < 0.6 else ""}

    def changed(self, w, rng, parts):
        now = self._rules(w, rng)
        if rng.random() < 0.5:
            now["check"] = parts["check"]
        return {**parts, **now}

    def line(self, w, thing):
        p = thing.parts
        _, _, check, default = self.BASES[p["base"]]
        words = ["not_null"] * p["strict"] + ["default " + spell.sql(default)] * p["default"]
        words += [f"check {spell.name(p['check'])} {spell.sql(check)}"] * bool(p["check"])
        return [" ".join([f"domain {spell.path(thing)} : {p['base']}", *words]) + self.renamed(w, thing)]


class OwnComposites(Own):
    word = "own_composite"
    spelled = "composite"

    def draw(self, w, rng):
        return {"fixed": ["a", "B c"], "names": {"a": "a", "B c": "B c"}, "value": "ROW(i::integer, 'c' || i)"}

    def change(self, w, rng):
        """An attribute has another name."""
        thing = self._pick(w, rng)
        old = [n for n, now in thing.parts["names"].items() if n == now] if thing else []
        if not old:
            return False
        thing.parts["names"][rng.choice(old)] = w.namer.fresh(rng, "attribute")
        return True

    def line(self, w, thing):
        out = [f"composite {spell.path(thing)}{self.renamed(w, thing)} {{"]
        for (old, now), kind in zip(thing.parts["names"].items(), ("i32", "text")):
            out.append(f"  attr {spell.name(now)} : {kind}" + (f" renamed_from {spell.name(old)}" if w.changed and old != now else ""))
        return out + ["}"]


class OwnRanges(Own):
    """Not renamed, as other ranges are not."""
    word = "own_range"
    spelled = "range"
    edits = {"make": 1, "column": 2, "move": 1, "drop": 1}
    VALUES = {"i32": "i::integer, i::integer + 3", "numeric": "i::numeric, i + 0.5", "text": "'r', 'r' || i", "timestamp": "timestamp '2020-01-01', timestamp '2020-01-02' + i * interval '1 h'"}

    def draw(self, w, rng):
        sub = rng.choice(list(self.VALUES))
        return {"fixed": sub, "value": self.VALUES[sub]}

    def line(self, w, thing):
        return [f"range {spell.path(thing)} subtype {thing.parts['fixed']}{self.renamed(w, thing)}"]


OWN = [OwnDomains(), OwnComposites(), OwnRanges()]
FIRST = [f"{type(kind).__name__}.make" for kind in OWN]


class Identities:
    """What an identity column says of its sequence."""
    makes = {"set": 1}
    edits = {"set": 2}
    WORDS = ("start 500", "increment 3", "minvalue 1 maxvalue 30000", "cache 20", "cycle")

    def set(self, w, rng):
        c = pick(rng, [c for t in w.tables for c in t.columns if c.generation in ("identity", "identity_always")])
        if c:
            c.words = [word for word in self.WORDS if rng.random() < 0.4]
        return bool(c)


class Pairs:
    """Keys of several columns, and foreign keys to them."""
    makes = {"key": 1, "refer": 3}
    edits = {"key": 1, "refer": 3, "full": 1}

    def key(self, w, rng):
        t = pick(rng, w.tables)
        uids = key_columns(t, rng, False) if t else []
        more = [c.uid for c in t.columns if c.uid not in uids and c.type.ordered and not c.nullable and not c.generated and not c.backfill
                and not c.retyped and c.origin] if uids else []
        if not more:
            return False
        uids = [uids[0], rng.choice(more)]
        if any(set(k.columns) == set(uids) for k in t.constraints if k.kind in ("unique", "primary_key")):
            return False
        t.constraints.append(Constraint(w.uid(), "unique", w.namer.fresh(rng, "key"), uids))
        return True

    def refer(self, w, rng):
        found = [(t, k) for t in w.tables for k in t.constraints if k.kind in ("unique", "primary_key") and len(k.columns) == 2 and "deferrable" not in k.words
                 and t.origin and "unlogged" not in t.options and all(self._plain(w, t, t.column(u)) for u in k.columns)]
        found, child = pick(rng, found), pick(rng, w.tables)
        if not found or not child:
            return False
        parent, key = found
        nullable, made = w.changed or rng.random() < 0.5, []
        for u in key.columns:
            c = parent.column(u)
            made.append(Column(w.uid(), columns.fresh_name(w, child, rng), c.type, nullable=nullable, collation=c.collation, origin=not w.changed))
            child.columns.append(made[-1])
        order = rng.choice(((0, 1), (1, 0)))
        actions = ["restrict", "cascade"] + ["set_null"] * nullable
        words = ["match_full"] * (rng.random() < 0.3) + [f"{on} {rng.choice(actions)}" for on in ("on_delete", "on_update") if rng.random() < 0.4]
        child.constraints.append(Constraint(w.uid(), "foreign_key", w.namer.fresh(rng, "fk"), [made[n].uid for n in order], parent=parent.uid,
                                            parent_columns=[key.columns[n] for n in order], words=words))
        return True

    def _plain(self, w, t, c):
        return not c.generated and not c.retyped and not c.backfill and c.origin and c.type.kind != "array" and not any(
            k.kind == "foreign_key" for k in columns.users(t, c.uid)[0])

    def full(self, w, rng):
        k = pick(rng, [k for t in w.tables for k in t.of_kind("foreign_key") if len(k.columns) == 2 and len({t.column(u).nullable for u in k.columns}) == 1])
        if k:
            k.words = [word for word in k.words if word != "match_full"] if "match_full" in k.words else ["match_full"] + k.words
        return bool(k)


class Overlaps:
    """No two ranges overlap, in all rows or in some."""
    makes = {"make": 2}
    edits = {"make": 1, "change": 1}

    def make(self, w, rng):
        found = pick(rng, [(t, c) for t in w.tables for c in t.columns if c.type.kind in NATIVE and c.type.family == "range" and c.type.kind != "numrange"
                           and (c.origin or c.nullable) and not c.backfill and not c.retyped])
        if not found:
            return False
        t, c = found
        k = Constraint(w.uid(), "exclude", w.namer.fresh(rng, "excl"), [c.uid], words=["deferrable"] if rng.random() < 0.2 else [])
        k.overlaps = True
        k.where = Sql("{%d} IS NOT NULL" % c.uid) if rng.random() < 0.4 else None
        t.constraints.append(k)
        return True

    def change(self, w, rng):
        found = pick(rng, [k for t in w.tables for k in t.of_kind("exclude") if k.overlaps])
        if found:
            found.where = None if found.where else Sql("lower({%d}) IS NOT NULL" % found.columns[0])
        return bool(found)


class Identifies:
    """What subscribers know rows by: a unique index over columns that are required."""
    makes = {"set": 2}
    edits = {"set": 2}

    def set(self, w, rng):
        found = pick(rng, [(t, k) for t in w.tables for k in t.constraints if k.kind == "unique" and "deferrable" not in k.words
                           and not any(t.column(u).nullable for u in k.columns)])
        if found:
            found[0].options["replica_identity"] = found[1].uid
        return bool(found)


class Towers(Standing):
    """Views over a view over a table: with a check option, as whoever asks (15), and one that is kept, with an index."""
    word = "tower"
    makes = {"make": 2}
    edits = {"make": 1, "change": 3, "drop": 1}

    def make(self, w, rng):
        t = pick(rng, w.tables)
        if not t or not t.columns:
            return False
        p = {"table": t.uid, **self._draw(w, t, rng)}
        self.all(w).append(Thing(w.uid(), rng.choice([""] * 3 + w.namespaces), w.namer.fresh(rng, "view"), p, origin=not w.changed))
        return True

    def _draw(self, w, t, rng):
        words = ["security_barrier", "check_option local", "check_option cascaded"] + ["security_invoker"] * (w.version >= 15)
        shown = [c.uid for c in rng.sample(t.columns, rng.randrange(1, min(4, len(t.columns)) + 1))]
        return {"columns": shown, "words": [word for word in (rng.choice(words),) if rng.random() < 0.6], "top": rng.choice(("", "*", "count")),
                "kept": 0 <= t.rows < 1000 and rng.random() < 0.5, "index": rng.random() < 0.5}

    def change(self, w, rng):
        thing = pick(rng, [x for x in self.all(w) if w.table(x.parts["table"])])
        if thing:
            now = self._draw(w, w.table(thing.parts["table"]), rng)
            thing.parts.update({k: now[k] for k in rng.choice((("columns",), ("words",), ("top",), ("index",), ("columns", "words", "top")))})
        return bool(thing)

    def rename(self, w, rng):
        return False

    def line(self, w, thing):
        p, t = thing.parts, w.table(thing.parts["table"])
        shown = [u for u in p["columns"] if t and t.column(u)]
        if not shown:
            return []
        base = Thing(0, thing.ns, f"tv{thing.uid}")
        head = lambda x, words: " ".join(["view", spell.path(x), *words, "as"])
        out = [head(base, p["words"]) + " " + spell.sql("SELECT " + ", ".join(f"{t.spell(u)} AS v{u}" for u in shown) + " FROM " + table_name(t))]
        first = f"v{shown[0]}"
        if p["kept"]:
            kept = Thing(0, "", f"tm{thing.uid}")
            index = f" {{ index {spell.name(f'tm{thing.uid}_idx')} (@n) }}" if p["index"] else ""
            out.append(head(kept, ["materialized"]) + " " + spell.sql(f"SELECT count(*) AS n, count({first}) AS m FROM {table_name(base)}") + index)
        query = {"": f"SELECT {first} AS one FROM {table_name(base)}", "*": f"SELECT * FROM {table_name(base)}",
                 "count": f"SELECT count(*) AS n FROM {table_name(base)}"}[p["top"]]
        return out + [head(thing, []) + " " + spell.sql(query)]


class Watchers(Triggers):
    """For statements with what they changed, for some columns, under a condition, and at the end of the transaction."""
    makes = {"make": 2}
    edits = {"make": 1, "change": 2, "drop": 1}

    def all(self, w):
        return w.things.setdefault("watcher", [])

    def make(self, w, rng):
        t = pick(rng, [t for t in w.tables if t.columns])
        if not t:
            return False
        p = {"table": t.uid, **self._draw(rng), "column": rng.choice(t.columns).uid}
        self.all(w).append(Thing(w.uid(), "", w.namer.fresh(rng, "trigger"), p))
        return True

    def _draw(self, rng):
        return {"form": rng.choice(("statement", "columns", "when", "late"))}

    def lines(self, w):
        body = spell.sql("BEGIN RETURN NULL; END")
        return [f"function {spell.name('w' + str(t.uid))} () returns_trigger language @plpgsql as {body}" for t in self.all(w) if w.table(t.parts["table"])]

    def inside(self, w, table):
        out = []
        for t in self.all(w):
            c = table.column(t.parts["column"])
            if t.parts["table"] != table.uid or not c:
                continue
            how = {"statement": "after update old_table @before new_table @now", "columns": f"after update of ({spell.name(c.name)}) for_each_row",
                   "when": "after update for_each_row when " + spell.sql(f"NEW.{quote(c.name)} IS NULL"), "late": "after insert deferrable initially_deferred for_each_row"}[t.parts["form"]]
            constraint = "constraint " if t.parts["form"] == "late" else ""
            out.append(f"trigger {spell.name(t.name)} {constraint}{how} execute {spell.name('w' + str(t.uid))}")
        return out


class Remarks:
    """Comments and privileges on what stands alone: types, sequences, functions, views, namespaces."""
    makes = {"say": 3, "grant": 3}
    edits = {"say": 3, "grant": 3, "take": 2}
    PRIVILEGES = {"sequence": ("USAGE", "SELECT", "UPDATE"), "function": ("EXECUTE",), "procedure": ("EXECUTE",), "domain": ("USAGE",), "composite": ("USAGE",),
                  "range": ("USAGE",), "own_domain": ("USAGE",), "own_composite": ("USAGE",), "own_range": ("USAGE",), "view": ("SELECT", "INSERT", "TRIGGER"),
                  "tower": ("SELECT", "UPDATE"), "parted": ("SELECT",), "heirs": ("SELECT",), "partitioned": ("SELECT", "DELETE"), "statistics": ()}

    def _things(self, w, want=lambda word: True):
        return [(word, x) for word in self.PRIVILEGES if want(word) for x in w.things.get(word, [])]

    def say(self, w, rng):
        found = [x.uid for _, x in self._things(w)] + ["namespace " + n for n in w.namespaces]
        if not found:
            return False
        key = rng.choice(found)
        w.remarks[key] = "" if w.remarks.get(key) and rng.random() < 0.3 else rng.choice(COMMENTS)
        return True

    def grant(self, w, rng):
        found = pick(rng, self._things(w, lambda word: self.PRIVILEGES[word]) + [("namespace", n) for n in w.namespaces])
        if not found:
            return False
        word, thing = found
        key = "namespace " + thing if word == "namespace" else thing.uid
        role = rng.choice(("pg_monitor", "pg_signal_backend"))
        w.privileges[(key, rng.choice(("USAGE", "CREATE") if word == "namespace" else self.PRIVILEGES[word]), role)] = rng.random() < 0.3
        return True

    def take(self, w, rng):
        return bool(w.privileges) and w.privileges.pop(rng.choice(sorted(w.privileges, key=repr))) is not None


class Places:
    """Namespaces with other names."""
    makes = {}
    edits = {"rename": 2}

    def rename(self, w, rng):
        free = [n for n in w.namespaces if n not in w.moved_namespaces and n in w.first_namespaces]
        if not free:
            return False
        old, now = rng.choice(free), w.namer.fresh(rng, "ns")
        if any(quote(old) in (c.default or "") or c.backfill and quote(old) in c.backfill.text for t in w.tables for c in t.columns):
            return False
        w.namespaces[w.namespaces.index(old)] = now
        w.moved_namespaces[now] = old
        for thing in w.tables + w.enums + [x for things in w.things.values() for x in things]:
            thing.ns = now if thing.ns == old else thing.ns
        w.extensions = {e: now if n == old else n for e, n in w.extensions.items()}
        for known in (w.remarks, w.privileges):
            for key in [k for k in known if "namespace " + old in (k if isinstance(k, tuple) else (k,))]:
                value = known.pop(key)
                known[("namespace " + now, *key[1:]) if isinstance(key, tuple) else "namespace " + now] = value
        return True


KINDS = [*OWN, Identities(), Pairs(), Overlaps(), Identifies(), Towers(), Watchers(), Remarks(), Places()]
