"""Finer points of tables, columns and constraints, and tables that inherit; utils/soak --fine."""
from . import spell
from .model import Index, Sql
from .objects import Standing, Thing


def pick(rng, found):
    return rng.choice(found) if found else None


class Keeping:
    """How values of a column are kept: storage and compression."""
    makes = {"set": 2}
    edits = {"set": 3, "reset": 1}

    def _columns(self, w, want):
        return [c for t in w.tables for c in t.columns if c.type.kind in ("text", "jsonb", "bytes") and c.generation != "virtual" and want(c)]

    def set(self, w, rng):
        c = pick(rng, self._columns(w, lambda c: not c.retyped))
        if c:
            words = ["storage @external", "storage @main", "storage @plain"] + (["compression @pglz"] if w.version >= 14 else [])
            c.words = rng.choice([[word] for word in words])
        return bool(c)

    def reset(self, w, rng):
        c = pick(rng, self._columns(w, lambda c: c.words))
        if c:
            c.words = []
        return bool(c)


class Unlogged:
    """Tables that a crash empties. No other may refer to them."""
    makes = {"set": 1}
    edits = {"set": 2, "reset": 2}

    def set(self, w, rng):
        t = pick(rng, [t for t in w.tables if all(child is t for child, _ in w.references(t.uid))
                       and not any(t.uid in p.tables for p in w.publications)])
        if t:
            t.options["unlogged"] = ""
        return bool(t)

    def reset(self, w, rng):
        t = pick(rng, [t for t in w.tables if "unlogged" in t.options])
        if t:
            del t.options["unlogged"]
        return bool(t)


class Validity:
    """Checks and foreign keys that old rows need not satisfy, or that are not enforced at all (18)."""
    makes = {"doubt": 2}
    edits = {"doubt": 2, "validate": 3}

    def _held(self, w, want):
        return [k for t in w.tables for k in t.constraints if k.kind in ("check", "foreign_key") and want(k)]

    def doubt(self, w, rng):
        k = pick(rng, self._held(w, lambda k: not self._word(k) and "no_inherit" not in k.words))
        if k:
            k.words = k.words + [rng.choice(("not_valid", "not_enforced")) if w.version >= 18 else "not_valid"]
        return bool(k)

    def _word(self, k):
        return next((word for word in k.words if word in ("not_valid", "not_enforced")), None)

    def validate(self, w, rng):
        k = pick(rng, self._held(w, self._word))
        if k:
            k.words = [word for word in k.words if word != self._word(k)]
        return bool(k)


class Matching:
    """Foreign keys MATCH FULL, and actions that set some columns only (15)."""
    makes = {"set": 1}
    edits = {"set": 2, "reset": 1}

    def _keys(self, w, want):
        return [(t, k) for t in w.tables for k in t.of_kind("foreign_key") if want(k)]

    def set(self, w, rng):
        found = pick(rng, self._keys(w, lambda k: "match_full" not in k.words and not any(isinstance(word, Sql) for word in k.words)))
        if not found:
            return False
        t, k = found
        nullable = [u for u in k.columns if t.column(u).nullable]
        if w.version >= 15 and nullable and rng.random() < 0.5:
            k.words = [word for word in k.words if not str(word).startswith("on_delete") and not isinstance(word, Sql)]
            k.words.insert(0, Sql("on_delete set_null ({%d})" % nullable[0]))
        else:
            k.words = ["match_full"] + k.words
        return True

    def reset(self, w, rng):
        found = pick(rng, self._keys(w, lambda k: "match_full" in k.words or any(isinstance(word, Sql) for word in k.words)))
        if found:
            found[1].words = [word for word in found[1].words if word != "match_full" and not isinstance(word, Sql)]
        return bool(found)


class Classes:
    """Indexes of other methods and operator classes."""
    makes = {"make": 2}
    edits = {"make": 3}
    WAYS = {"text": [("btree", "opclass @text_pattern_ops"), ("spgist", "")], "varchar": [("btree", "opclass @varchar_pattern_ops")],
            "jsonb": [("gin", "opclass @jsonb_path_ops"), ("gin", "")], "inet": [("gist", "opclass @inet_ops"), ("spgist", "")],
            "point": [("gist", ""), ("spgist", "")], "date": [("brin", "opclass @date_minmax_ops")]}

    def make(self, w, rng):
        found = pick(rng, [(t, c) for t in w.tables for c in t.columns if c.type.kind in self.WAYS and c.generation != "virtual" and not c.collation])
        if not found:
            return False
        t, c = found
        method, words = rng.choice(self.WAYS[c.type.kind])
        t.indexes.append(Index(w.uid(), w.namer.fresh(rng, "index"), [(c.uid, [words] if words else [])], [] if method == "btree" else ["using @" + method]))
        if rng.random() < 0.2:
            t.indexes[-1].words.append("with (fillfactor = 60)" if method in ("btree", "gist", "spgist") else {"gin": "with (fastupdate = off)", "brin": "with (pages_per_range = 64)"}[method])
        return True


class Procedures(Standing):
    word = "procedure"
    edits = {"make": 1, "change": 2, "drop": 1}

    def draw(self, w, rng):
        return {"value": rng.randrange(9), "language": rng.choice(("sql", "plpgsql")), "words": rng.choice(([], ["security_definer"])),
                "set": rng.random() < 0.3, "second": rng.random() < 0.3}

    def changed(self, w, rng, parts):
        return {**parts, **rng.choice(({"value": rng.randrange(9)}, {"words": ["security_definer"]}, {"set": not parts["set"]}, {"second": not parts["second"]}))}

    def line(self, w, thing):
        p = thing.parts
        body = f"SELECT {p['value']}" if p["language"] == "sql" else f"BEGIN PERFORM {p['value']}; END"
        arguments = "(@n : i32, @m : text)" if p["second"] else "(@n : i32)"
        return [" ".join([f"function {spell.path(thing)} {arguments} procedure language @{p['language']}", *p["words"],
                          *(["set @search_path " + spell.sql("''")] if p["set"] else []), "as", spell.sql(body)])]


class Heirs(Standing):
    """Tables that inherit from one, with columns and checks of it and of their own. They hold no rows, whatever their size says."""
    word = "heirs"
    makes = {"make": 2}
    edits = {"make": 1, "column": 2, "check": 2, "child": 2, "leave": 1, "own": 2, "drop": 1}

    def make(self, w, rng):
        parts = {"rows": rng.choice((50, 5_000_000)), "columns": ["a"], "check": rng.choice(("", "a > 0")), "heirs": {n: True for n in range(rng.randrange(1, 3))},
                 "own": {}, "next": 9}
        self.all(w).append(Thing(w.uid(), "", f"h{w.uid()}", parts, origin=not w.changed))
        return True

    def _edit(self, w, rng, how):
        thing = self._pick(w, rng)
        if thing:
            how(thing.parts)
        return bool(thing)

    def column(self, w, rng):
        return self._edit(w, rng, lambda p: p["columns"].append(f"b{len(p['columns'])}"))

    def check(self, w, rng):
        return self._edit(w, rng, lambda p: p.update(check="" if p["check"] else "a > 0"))

    def child(self, w, rng):
        def how(p):
            p["heirs"][p["next"]] = True
            p["next"] += 1
        return self._edit(w, rng, how)

    def leave(self, w, rng):
        """Or comes back."""
        def how(p):
            heir = rng.choice(sorted(p["heirs"]))
            p["heirs"][heir] = not p["heirs"][heir]
        return self._edit(w, rng, how)

    def own(self, w, rng):
        """A column of an heir only, with an index."""
        return self._edit(w, rng, lambda p: p["own"].setdefault(rng.choice(sorted(p["heirs"])), f"c{p['next']}"))

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
            w.drops += [(n, False) for n in [f"{thing.name}_{heir}" for heir in thing.parts["heirs"] if heir < 9] + [thing.name]]
        return bool(thing)

    def rename(self, w, rng):
        return False

    def line(self, w, thing):
        p, n = thing.parts, thing.name
        size = "" if w.changed else f" rows {p['rows']} bytes {p['rows'] * 100}"
        shared = [f"  col {spell.name(c)} : i32{'' if c == 'a' else ' nullable'}" for c in p["columns"]]
        checks = [f"  check {spell.name(n + '_check')} {spell.sql(p['check'])}"] if p["check"] else []
        out = [f"table {spell.name(n)}{size} {{", *shared, *checks, "}"]
        for heir, inherits in p["heirs"].items():
            own = p["own"].get(heir)
            out += [f"table {spell.name(f'{n}_{heir}')}{size}" + (f" inherits ({spell.name(n)})" if inherits else "") + " {", *shared,
                    *([f"  col {spell.name(own)} : text nullable"] if own else []), *checks,
                    *([f"  index {spell.name(f'{n}_{heir}_idx')} ({spell.name(own)})"] if own else []), "}"]
        return out


KINDS = [Keeping(), Unlogged(), Validity(), Matching(), Classes(), Procedures(), Heirs()]
