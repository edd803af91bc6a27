"""Primary and unique keys, checks, foreign keys, exclusion constraints."""
from .columns import fresh_name, users
from .model import Column, Constraint, Sql

# Each holds for every value that rows.py makes, and for the defaults of types.py.
CHECKS = {"integer": ("{c} > -1000", "{c} BETWEEN -40000 AND 9000000001"), "text": ("length({c}) < 500", "{c} <> 'never'"),
          "number": ("{c} > -5",), "date": ("{c} > '1999-12-31'",), "bool": ("{c} IN (true, false)",),
          "stamp": ("{c} > '1999-12-31 00:00'",), "uuid": ("{c} IS NOT NULL OR {c} IS NULL",)}


def key_columns(t, rng, nullable):
    free = [c for c in t.columns if c.type.ordered and c.generation not in ("stored", "virtual") and (nullable or not c.nullable)
            and not (c.backfill and c.type.kind in ("enum", "bool"))]
    unique = [c for c in free if c.type.unique and not c.retyped and (c.origin or c.generation or (c.backfill and "{" in c.backfill.text))]
    if not unique:
        return []
    chosen = [rng.choice(unique)]
    others = [c for c in free if c is not chosen[0]]
    if others and rng.random() < 0.3:
        chosen.insert(rng.randrange(2), rng.choice(others))
    return [c.uid for c in chosen]


class Keys:
    makes = {"unique": 4}
    edits = {"unique": 4, "primary": 3, "drop": 4, "rename": 2}

    def unique(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        columns = key_columns(t, rng, True) if t else []
        if not columns or any(k.columns == columns for k in t.constraints if k.kind in ("unique", "primary_key")):
            return False
        words = []
        if rng.random() < 0.2:
            words = ["deferrable"] + rng.choice(([], ["initially_deferred"]))
        if w.version >= 15 and rng.random() < 0.2:
            words.insert(0, "nulls_not_distinct")
        k = Constraint(w.uid(), "unique", w.namer.fresh(rng, "key"), columns, words=words)
        if rng.random() < 0.15:
            rest = [c.uid for c in t.columns if c.uid not in columns and c.generation != "virtual"]
            k.include = rng.sample(rest, min(1, len(rest)))
        t.constraints.append(k)
        return True

    def primary(self, w, rng):
        free = [t for t in w.tables if not t.of_kind("primary_key")]
        t = rng.choice(free) if free else None
        columns = key_columns(t, rng, False) if t else []
        if not columns:
            return False
        t.constraints.insert(0, Constraint(w.uid(), "primary_key", w.namer.fresh(rng, "pk"), columns))
        return True

    def drop(self, w, rng):
        free = [(t, k) for t in w.tables for k in t.constraints if k.kind in ("unique", "primary_key") and not any(
            set(f.parent_columns) == set(k.columns) for _, f in w.references(t.uid))]
        if not free:
            return False
        t, k = rng.choice(free)
        t.constraints.remove(k)
        if rng.random() < 0.5:
            w.namer.free(k.name)
        return True

    def rename(self, w, rng):
        free = [k for t in w.tables for k in t.constraints]
        if not free:
            return False
        rng.choice(free).name = w.namer.fresh(rng, "key")
        return True


class OfKind:
    """Constraints of one kind, picked among those of all tables."""

    def _pick(self, w, rng):
        found = [(t, k) for t in w.tables for k in t.of_kind(self.kind)]
        return rng.choice(found) if found else (None, None)

    def drop(self, w, rng):
        t, k = self._pick(w, rng)
        if t:
            t.constraints.remove(k)
        return bool(t)


class Checks(OfKind):
    kind = "check"
    makes = {"make": 3}
    edits = {"make": 4, "drop": 2, "change": 2}

    def make(self, w, rng):
        found = [(t, c) for t in w.tables for c in t.columns if c.type.family in CHECKS and not c.retyped]
        if not found:
            return False
        t, c = rng.choice(found)
        text = rng.choice(CHECKS[c.type.family]).replace("{c}", "{%d}" % c.uid)
        others = [d for d in t.columns if d is not c and not d.retyped and not d.generated]
        if others and rng.random() < 0.3:
            text = f"{text} OR {{{rng.choice(others).uid}}} IS NULL"
        words = ["no_inherit"] if rng.random() < 0.1 else []
        t.constraints.append(Constraint(w.uid(), "check", w.namer.fresh(rng, "check"), check=Sql(text), words=words))
        return True

    def change(self, w, rng):
        t, k = self._pick(w, rng)
        if t:
            k.check = Sql(f"({k.check.text}) OR 1 = 1")
        return bool(t)


class ForeignKeys(OfKind):
    kind = "foreign_key"
    makes = {"make": 5}
    edits = {"make": 4, "drop": 3, "change": 2}

    def make(self, w, rng):
        keys = [(t, k) for t in w.tables for k in t.constraints if k.kind in ("primary_key", "unique") and len(k.columns) == 1
                and t.column(k.columns[0]).type.kind != "array" and "deferrable" not in k.words and not t.column(k.columns[0]).retyped and t.column(k.columns[0]).origin]
        if not keys:
            return False
        parent, key = rng.choice(keys)
        target = parent.column(key.columns[0])
        child = rng.choice(w.tables)
        if "unlogged" in parent.options and "unlogged" not in child.options:
            return False
        if any(k.kind == "foreign_key" for k in users(parent, target.uid)[0]):
            return False  # values of a column follow from one other at most
        referenced = {uid for _, k in w.references(child.uid) for uid in k.parent_columns}
        free = [c for c in child.columns if c.uid != target.uid and c.uid not in referenced and c.type == target.type and not c.generation
                and not c.retyped and not c.backfill and (parent.origin or not c.origin or c.nullable) and c.collation == target.collation and c.default is None
                and not any(k.kind == "foreign_key" for k in users(child, c.uid)[0])]
        if free and (rng.random() < 0.5 or w.changed):
            c = rng.choice(free)
        elif target.generation in ("stored", "virtual"):
            return False
        else:
            c = Column(w.uid(), fresh_name(w, child, rng), target.type, nullable=w.changed or rng.random() < 0.5,
                       collation=target.collation, origin=not w.changed)
            child.columns.append(c)
        k = Constraint(w.uid(), "foreign_key", w.namer.fresh(rng, "fk"), [c.uid], parent=parent.uid,
                       parent_columns=[target.uid])
        k.words = self._words(rng, c)
        child.constraints.append(k)
        return True

    def _words(self, rng, c):
        actions = ["restrict", "cascade"] + (["set_null"] if c.nullable else [])
        words = [f"{on} {rng.choice(actions)}" for on in ("on_delete", "on_update") if rng.random() < 0.4]
        if rng.random() < 0.15:
            words += ["deferrable"] + rng.choice(([], ["initially_deferred"]))
        return words

    def change(self, w, rng):
        t, k = self._pick(w, rng)
        if t:
            k.words = self._words(rng, t.column(k.columns[0]))
        return bool(t)


class Exclusions(OfKind):
    """No two rows with equal values, by the index method that every type has. On large tables they cannot be added."""
    kind = "exclude"
    makes = {"make": 2}
    edits = {"make": 1, "drop": 2, "change": 1}

    def make(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        columns = key_columns(t, rng, True) if t else []
        if not columns:
            return False
        words = ["deferrable"] + rng.choice(([], ["initially_deferred"])) if rng.random() < 0.2 else []
        t.constraints.append(Constraint(w.uid(), "exclude", w.namer.fresh(rng, "excl"), columns, words=words))
        return True

    def change(self, w, rng):
        t, k = self._pick(w, rng)
        if t:
            k.words = [] if k.words else ["deferrable"]
        return bool(t)
