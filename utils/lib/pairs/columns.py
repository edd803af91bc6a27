"""Columns: added, dropped, renamed, retyped, required or not, with and without defaults."""
import re

from .model import Column, Sql
from .names import Namer
from .types import CHANGES, KINDS, Type, plain, random_type

GENERATED = {"integer": "({c} + 1)", "text": "upper({c})", "number": "({c} * 2)", "bool": "(NOT {c})"}


def fresh_name(w, t, rng):
    """Unique in its table; most names come again in others."""
    local = Namer()
    local.used = {c.name for c in t.columns} | {c.renamed_from for c in t.columns} | {d[0] for d in t.drops}
    return local.fresh(rng, "column")


def default_for(w, kind, rng):
    if kind.leaf().kind == "own":
        return None
    if kind.kind == "array":
        return rng.choice(["'{}'", f"'{{}}'::{kind.pg(w)}"]) if kind.leaf().kind != "enum" else "'{}'"
    if kind.kind == "enum":
        return "'" + rng.choice(w.enum(kind.enum).labels).replace("'", "''") + "'"
    known = KINDS[kind.kind].defaults
    return rng.choice(known) if known else None


def make_column(w, t, rng, kind=None):
    c = Column(w.uid(), fresh_name(w, t, rng), kind or random_type(w, rng), nullable=rng.random() < 0.5,
               origin=not w.changed)
    if rng.random() < 0.35:
        c.default = default_for(w, c.type, rng)
    elif rng.random() < 0.05 and c.type.kind == "uuid":
        c.default = "gen_random_uuid()" if w.version >= 13 else None
    if c.type.family == "text" and c.type.kind != "citext" and rng.random() < 0.08:
        c.collation = "C"
    return c


def users(t, uid):
    """Constraints and indexes of the table over the column, and columns generated from it."""
    constraints = [k for k in t.constraints if uid in k.columns or uid in k.include or (k.check and uid in k.check.uses())]
    indexes = [i for i in t.indexes if uid in i.uses()]
    generated = [c for c in t.columns if c.generated and uid in c.generated.uses()]
    return constraints, indexes, generated


def strip(w, t, uid):
    """Takes away what is over a column, as far as nothing else hangs on it; whether it could."""
    constraints, indexes, generated = users(t, uid)
    if any(c.backfill and c.uid != uid and uid in c.backfill.uses() for c in t.columns):
        return False
    if generated or any(uid in k.parent_columns for _, k in w.references(t.uid)):
        return False
    if any(k.kind in ("primary_key", "unique") and w.references(t.uid) for k in constraints):
        return False
    t.constraints = [k for k in t.constraints if k not in constraints]
    t.indexes = [i for i in t.indexes if i not in indexes]
    return True


class Columns:
    makes = {"generated": 1}
    edits = {"add": 8, "drop": 5, "rename": 5, "retype": 7, "require": 4, "relax": 3, "set_default": 3, "drop_default": 2,
             "generated": 1, "serial": 1, "widen_key": 2, "collate": 1}

    def _pick(self, w, rng, want):
        """One that A has too."""
        found = [(t, c) for t in w.tables for c in t.columns if t.origin and c.origin and want(t, c)]
        return rng.choice(found) if found else (None, None)

    def add(self, w, rng):
        if not w.tables:
            return False
        t = rng.choice(w.tables)
        c = make_column(w, t, rng)
        if not c.nullable and c.default is None:
            self._give_value(w, t, c)
        t.columns.append(c)
        return True

    def _give_value(self, w, t, c):
        """A backfill with a value per row where the table has something to make it of."""
        numbers = [d for d in t.columns if d.type.family == "integer" and d.origin and not d.nullable and not d.retyped
                   and d.uid != c.uid and not d.generated and d.type.kind != "i16" and not d.backfill
                   and not any(k.kind == "foreign_key" for k in users(t, d.uid)[0])]
        if c.type.kind == "enum":
            label = w.enum(c.type.enum).labels[0]
            c.backfill = Sql("'" + label.replace("'", "''") + "'")
            return
        if not numbers:
            c.backfill = Sql(value_of(c.type.value(w), "7"))
            return
        c.backfill = Sql(value_of(c.type.value(w), "{%d}" % numbers[0].uid))

    def drop(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: len(t.columns) > 1)
        if not t or not strip(w, t, c.uid):
            return False
        t.columns.remove(c)
        archive = not c.generated and rng.random() < 0.3
        t.drops.append((c.renamed_from or c.name, archive))
        return True

    def rename(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: not c.renamed_from)
        if not t:
            return False
        c.renamed_from, c.name = c.name, fresh_name(w, t, rng)
        return True

    def retype(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: not c.retyped and not c.generation)
        if not t or any(k.kind == "foreign_key" for k in users(t, c.uid)[0]):
            return False
        ways = [change for change in CHANGES if change.source == c.type.kind
                and (change.target != "citext" or "citext" in w.extensions)]
        if not ways:
            return False
        change = rng.choice(ways)
        keys, indexes, _ = users(t, c.uid)
        if "%" in change.value and (any(k.kind != "check" for k in keys) or any("unique" in i.words for i in indexes)):
            return False
        to = plain(change.target, rng)
        if to == c.type or c.backfill or not strip(w, t, c.uid):
            return False
        c.retyped, c.type, c.collation, c.words = change, to, None, []
        if change.using:
            c.backfill = Sql(change.using.replace("{c}", "{%d}" % c.uid))
        if c.default is not None:
            c.default = default_for(w, to, rng)
        return True

    def widen_key(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: c.type.kind == "i32" and not c.retyped and any(
            k.kind == "primary_key" and k.columns == [c.uid] for k in t.constraints))
        if not t:
            return False
        changed = [c] + [child.column(k.columns[0]) for child, k in w.references(t.uid) if k.parent_columns == [c.uid]]
        if any(d.retyped or d.generation in ("stored", "virtual") for d in changed):
            return False
        for d in changed:
            d.retyped, d.type = WIDEN, Type("i64")
        return True

    def require(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: c.nullable and not c.generated)
        if not t or c.backfill or c.type.leaf().kind == "own":
            return False
        c.nullable = False
        referring = any(k.kind == "foreign_key" for k in users(t, c.uid)[0])
        if not c.retyped and not referring and rng.random() < 0.6:
            self._give_value(w, t, c)
        return True

    def relax(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: not c.nullable and not c.generation and not any(
            k.kind == "primary_key" and c.uid in k.columns for k in t.constraints))
        if not t or c.backfill:
            return False
        c.nullable = True
        return True

    def set_default(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: not c.generation)
        if not t:
            return False
        c.default = default_for(w, c.type, rng)
        return True

    def drop_default(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: c.default is not None)
        if not t:
            return False
        c.default = None
        return True

    def generated(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: c.type.family in GENERATED and not c.generation and not c.retyped
                          and c.type.kind != "citext")
        if not t:
            return False
        generation = rng.choice(("stored", "virtual")) if w.version >= 18 else "stored"
        to = Type("text") if c.type.family == "text" else c.type
        g = Column(w.uid(), fresh_name(w, t, rng), to, nullable=True, generation=generation, origin=not w.changed)
        g.generated = Sql(GENERATED[c.type.family].replace("{c}", "{%d}" % c.uid))
        if c.type.family == "integer" and c.type.kind == "i16":
            g.type = Type("i32")
        t.columns.append(g)
        return True

    def serial(self, w, rng):
        if not w.tables:
            return False
        t = rng.choice(w.tables)
        t.columns.append(Column(w.uid(), fresh_name(w, t, rng), Type(rng.choice(("i32", "i64"))), generation="serial",
                                origin=not w.changed))
        return True

    def collate(self, w, rng):
        t, c = self._pick(w, rng, lambda t, c: c.type.kind in ("text", "varchar") and not c.retyped and not c.generation)
        if not t or any(users(t, c.uid)):
            return False
        c.collation = None if c.collation else "C"
        return True


def value_of(expression, replacement):
    """`expression` over i with something else for i."""
    return re.sub(r"\bi\b", lambda _: replacement, expression)


WIDEN = next(change for change in CHANGES if (change.source, change.target) == ("i32", "i64"))
