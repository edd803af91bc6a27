"""Partitioned tables and tables that inherit, with rows; utils/soak --wide."""
from . import spell
from .columned import COUNT, Columned, inserted, kept_columns, rel
from .model import quote
from .objects import Thing


class Parted(Columned):
    """A partitioned table with rows."""
    word = "parted"
    FIXED = "n"
    makes = {"make": 3}
    edits = {"make": 1, "add": 2, "detach": 3, "index": 2, "key": 2, "check": 1, "own": 2, "refer": 2, "referred": 1, "drop": 1, **Columned.COLUMN_EDITS}

    def make(self, w, rng):
        method = rng.choice(("range", "list", "hash"))
        p = {"method": method, "rows": rng.choice((50, 5_000_000)), "columns": [], "parts": {n: True for n in range(4 if method == "hash" else rng.randrange(1, 4))},
             "rest": method != "hash" and rng.random() < 0.4, "deep": rng.random() < 0.4, "index": rng.random() < 0.3, "key": rng.choice(("", "primary_key", "unique")),
             "check": rng.random() < 0.3, "own": set(), "over": set(rng.sample(self.OVER, rng.randrange(4))), "refer": rng.random() < 0.3, "referred": False, "next": 9}
        p["enum"] = self._enum(w)
        p["columns"] = [self._new(w, rng, p) for _ in range(rng.randrange(1, 4))]
        p["referred"] = bool(p["key"]) and rng.random() < 0.3
        self.all(w).append(Thing(w.uid(), "", f"pd{w.uid()}", p, origin=not w.changed))
        return True

    def add(self, w, rng):
        def how(p):
            if p["method"] == "hash":
                return False
            p["parts"][p["next"]] = True
            p["next"] += 1
        return self._edit(w, rng, how)

    def detach(self, w, rng):
        """Or attaches again."""
        def how(p):
            old = [n for n in p["parts"] if n < 9]
            if p["method"] == "hash" or p["referred"]:
                return False  # rows would be refused, or lose what they refer to
            n = rng.choice(old)
            p["parts"][n] = not p["parts"][n]
        return self._edit(w, rng, how)

    def index(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(index=not p["index"]))

    def check(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(check=not p["check"]))

    def refer(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(refer=not p["refer"]))

    def key(self, w, rng):
        def how(p):
            if p["referred"]:
                return False
            p["key"] = "" if p["key"] else rng.choice(("unique", "primary_key"))
        return self._edit(w, rng, how)

    def referred(self, w, rng):
        def how(p):
            if not p["key"] or not all(p["parts"].values()):
                return False
            p["referred"] = not p["referred"]
        return self._edit(w, rng, how)

    def own(self, w, rng):
        """An index that one partition has by itself."""
        return self._edit(w, rng, lambda p: p.update(own=p["own"] ^ {rng.choice(sorted(p["parts"]))}))

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
            n, p = thing.name, thing.parts
            tables = [n, n + "_ref"] + [n + "_child"] * p["referred"] + [f"{n}_{k}" for k in p["parts"] if k < 9] + [leaf for k in p["parts"] if k < 9 for leaf, _ in self._leaves(thing, k)]
            w.drops += [(t, False) for t in tables + [n + "_rest"] * p["rest"]]
        return bool(thing)

    def rename(self, w, rng):
        return False

    def _leaves(self, thing, part):
        deep = thing.parts["deep"] and part % 2 == 0
        return [(f"{thing.name}_{part}_a", 'FROM (0) TO (30)'), (f"{thing.name}_{part}_rest", "")] if deep else []

    def _bound(self, p, part):
        return {"range": f"FROM ({part * 10}) TO ({part * 10 + 10})", "list": f"IN ({part}, {part + 100})", "hash": f"WITH (modulus 4, remainder {part})"}[p["method"]]

    def _rules(self, thing, name, attached_to=None):
        p = thing.parts
        out = [f"  {p['key']} {spell.name(name + ('_pkey' if p['key'] == 'primary_key' else '_at_n_key'))} (@at, @n)"] if p["key"] else []
        out += [f"  check {spell.name(thing.name + '_positive')} {spell.sql('n > 0')}"] if p["check"] else []
        out += [f"  foreign_key {spell.name(thing.name + '_to_ref')} (@r) references {spell.name(thing.name + '_ref')} (@id)"] if p["refer"] else []
        return out + ([f"  index {spell.name(name + '_r_idx')} (@r, @n desc)"] if p["index"] else [])

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed or not thing.origin else f" rows {p['rows']} bytes {p['rows'] * 100}"
        columns = ["  col @at : i32", "  col @n : i32", "  col @r : i32 nullable", *self._own(w, p)]
        out = self._enum_lines(w, p)
        out += [f"table {spell.name(n + '_ref')} {{", "  col @id : i32", f"  primary_key {spell.name(n + '_ref_pkey')} (@id)", "}"]
        out += self._before(n, p)
        out += [f"table {spell.name(n)}{size} partitioned by {p['method']} (@at) {{", *columns, *self._rules(thing, n), *self._inside(w, n, p, False), "}"]
        first = min(p["parts"])
        for part, attached in p["parts"].items():
            head, leaves = f"table {spell.name(f'{n}_{part}')}{size}", self._leaves(thing, part)
            split = " partitioned by range (@n) {" if leaves else " {"
            own = [f"  index {spell.name(f'{n}_{part}_own')} (@n)"] if part in p["own"] else []
            own += self._inside(w, n, p, True) if part == first else []
            if attached:
                out += [f"{head} partition_of {spell.name(n)} for " + spell.sql(self._bound(p, part)) + split, *own, "}"]
            else:
                out += [head + split, *columns, *self._rules(thing, f"{n}_{part}"), *own, "}"]
            for leaf, bound in leaves:
                out += [f"table {spell.name(leaf)}{size} partition_of {spell.name(f'{n}_{part}')} " + ("for " + spell.sql(bound) if bound else "default") + " {", "}"]
        out += [f"table {spell.name(n + '_rest')}{size} partition_of {spell.name(n)} default {{", "}"] if p["rest"] else []
        if p["referred"]:
            out += [f"table {spell.name(n + '_child')}{size} {{", "  col @at : i32 nullable", "  col @n : i32 nullable",
                    f"  foreign_key {spell.name(n + '_child_fkey')} (@at, @n) references {spell.name(n)} (@at, @n)", "}"]
        return self._behind(w, n, p) + out

    def fill(self, thing):
        p, n = thing.parts, thing.name
        parts = [k for k, attached in p["parts"].items()]
        place = {"range": "({k}) * 10 + i % 10", "list": "({k}) + (i % 2) * 100", "hash": "i"}[p["method"]]
        there = [k for k in parts if p["parts"][k]]
        which = "(ARRAY[" + ", ".join(map(str, there or [0])) + f"])[1 + i % {len(there) or 1}]"
        out = [f"INSERT INTO {rel(n + '_ref')} SELECT i FROM generate_series(1, {COUNT}) i"]
        more = lambda at: [("at", at), ("n", "i"), ("r", "CASE WHEN i % 5 > 0 THEN 1 + i % 9 END")]
        if there or p["method"] == "hash":
            out.append(inserted(rel(n), p, more(place.replace("{k}", which))))
        if p["rest"]:
            out.append(inserted(rel(n), p, more("1000 + i")))
        out += [inserted(rel(f"{n}_{k}"), p, more(place.replace("{k}", str(k)))) for k in parts if not p["parts"][k]]
        if p["referred"]:
            out.append(f"INSERT INTO {rel(n + '_child')} SELECT at, n FROM {rel(n)} WHERE n % 3 = 0")
        return out

    def held(self, before, after):
        """[(query over A for what B has, query over B, query over A for what comes back)]."""
        columns = kept_columns(before.parts, after.parts)
        fixed = ["at", "n", "r"]
        def all_of(thing, which):
            loose = [f"{thing.name}_{k}" for k, attached in thing.parts["parts"].items() if not attached]
            return " UNION ALL ".join(f"SELECT {', '.join(fixed + [c[which] for c in columns])} FROM {rel(t)}" for t in [thing.name] + loose)
        out = [(all_of(before, 0), all_of(after, 1), all_of(before, 2))]
        if before.parts["referred"] and after.parts["referred"]:
            out.append((f"SELECT * FROM {rel(before.name + '_child')}",) * 3)
        return out


class Lineage(Columned):
    """A table that inherits from two others, and another that inherits from it; with rows in each."""
    word = "lineage"
    FIXED = "a"
    makes = {"make": 2}
    edits = {"make": 1, "second": 2, "third": 1, "check": 2, "index": 1, "drop": 1, **Columned.COLUMN_EDITS}

    def make(self, w, rng):
        p = {"rows": rng.choice((50, 5_000_000)), "columns": [], "second": rng.random() < 0.7, "third": rng.random() < 0.5,
             "check": rng.choice(("", "b > 0")), "index": rng.random() < 0.3, "over": set(rng.sample(self.OVER, rng.randrange(4)))}
        p["enum"] = self._enum(w)
        p["columns"] = [self._new(w, rng, p) for _ in range(rng.randrange(1, 3))]
        self.all(w).append(Thing(w.uid(), "", f"ln{w.uid()}", p, origin=not w.changed))
        return True

    def second(self, w, rng):
        """The second parent comes or goes."""
        return self._edit(w, rng, lambda p: p.update(second=not p["second"]))

    def third(self, w, rng):
        """The grandchild is one, or by itself."""
        return self._edit(w, rng, lambda p: p.update(third=not p["third"]))

    def check(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(check="" if p["check"] else "b > 0"))

    def index(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(index=not p["index"]))

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
            w.drops += [(thing.name + end, False) for end in ("_c", "_b", "_two", "")]
        return bool(thing)

    def rename(self, w, rng):
        return False

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed or not thing.origin else f" rows {p['rows']} bytes {p['rows'] * 100}"
        shared = ["  col @a : i32", *self._own(w, p)]
        two = ["  col @b : i32"] + ([f"  check {spell.name(n + '_check')} {spell.sql(p['check'])}"] if p["check"] else [])
        index = lambda end: [f"  index {spell.name(n + end + '_idx')} (@a)"] if p["index"] else []
        parents = spell.name(n) + (", " + spell.name(n + "_two") if p["second"] else "")
        inherits = f" inherits ({spell.name(n + '_b')})" if p["third"] else ""
        out = [*self._enum_lines(w, p), *self._before(n, p), f"table {spell.name(n)}{size} {{", *shared, *index(""), *self._inside(w, n, p, False), "}",
               f"table {spell.name(n + '_two')}{size} {{", *two, "}"]
        out += [f"table {spell.name(n + '_b')}{size} inherits ({parents}) {{", *shared, *two, *index("_b"), *self._inside(w, n, p, True), "}",
                f"table {spell.name(n + '_c')}{size}{inherits} {{", *shared, *two, "  col @c : text nullable", "}"]
        return self._behind(w, n, p) + out

    def fill(self, thing):
        columns, n = thing.parts, thing.name
        return [inserted(rel(n), columns, [("a", "i")], 10), f"INSERT INTO {rel(n + '_two')} (b) SELECT i FROM generate_series(1, 10) i",
                inserted(rel(n + "_b"), columns, [("a", "i"), ("b", "i")], 20), inserted(rel(n + "_c"), columns, [("a", "i"), ("b", "i"), ("c", "'c' || i")], 30)]

    def held(self, before, after):
        columns = kept_columns(before.parts, after.parts)
        out = []
        for end, fixed in (("", ["a"]), ("_b", ["a", "b"]), ("_c", ["a", "b", "c"])):
            out.append(tuple(f"SELECT {', '.join(fixed + [c[k] for c in columns])} FROM ONLY {rel(before.name + end)}" for k in (0, 1, 2)))
        return out + [(f"SELECT b FROM ONLY {rel(before.name + '_two')}",) * 3]
