"""Tables: made with some columns and mostly a key."""
from . import columns
from .model import Constraint, Table
from .types import Type

SIZES = (-1, 50, 210, 5_000_000, 40_000_000)


class Tables:
    makes = {"make": 8}
    edits = {"make": 3, "drop": 2, "rename": 2, "move": 1}

    def make(self, w, rng):
        t = Table(w.uid(), rng.choice([""] * 4 + w.namespaces), w.namer.fresh(rng, "table"), origin=not w.changed)
        t.rows = rng.choice(SIZES)
        if w.changed:
            t.rows = -1
        for _ in range(rng.randrange(1, 6)):
            t.columns.append(columns.make_column(w, t, rng))
        if rng.random() < 0.85:
            self._key(w, t, rng)
        for c in t.columns:
            c.origin = True  # a new table has no rows that would lack a value
        w.tables.append(t)
        return True

    def _key(self, w, t, rng):
        draw = rng.random()
        generation = rng.choice(("serial", "identity", "identity_always", "")) if draw < 0.6 else ""
        kind = rng.choice(("i32", "i64")) if draw < 0.8 else rng.choice(("uuid", "text", "varchar", "timestamptz"))
        name = columns.fresh_name(w, t, rng) if rng.random() < 0.4 else "id"
        if any(c.name == name for c in t.columns):
            name = columns.fresh_name(w, t, rng)
        c = columns.Column(w.uid(), name, Type(kind), generation=generation)
        t.columns.insert(0, c)
        keys = [c.uid]
        more = [d for d in t.columns[1:] if d.type.ordered and not d.generation and not d.nullable]
        if more and rng.random() < 0.2:
            keys.append(rng.choice(more).uid)
        t.constraints.append(Constraint(w.uid(), "primary_key", w.namer.fresh(rng, "pk"), keys))

    def drop(self, w, rng):
        free = [t for t in w.tables if t.origin and all(c is t for c, _ in w.references(t.uid))]
        if len(w.tables) < 2 or not free:
            return False
        gone = rng.choice(free)
        w.tables.remove(gone)
        # Its rows come back by hand while a type of theirs may have another name: see rows.py.
        archive = any(c.type.leaf().kind in ("enum", "own") for c in gone.columns) or rng.random() < 0.3
        w.drops.append((gone.renamed_from or gone.name, archive))
        return True

    def rename(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        if not t or t.renamed_from or not t.origin:
            return False
        t.renamed_from, t.name = t.name, w.namer.fresh(rng, "table")
        return True

    def move(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        other = [n for n in w.namespaces + [""] if t and n != t.ns]
        if not other or t.renamed_from or not t.origin:
            return False
        t.ns = rng.choice(other)
        return True


class Options:
    """Storage parameters and the like of tables."""
    makes = {"set": 2}
    edits = {"set": 2, "reset": 1}
    KNOWN = {"with": ("(fillfactor = 70)", "(fillfactor = 90, autovacuum_enabled = false)"), "replica_identity": ("full", "nothing")}

    def set(self, w, rng):
        t, word = rng.choice(w.tables), rng.choice(list(self.KNOWN))
        t.options[word] = rng.choice(self.KNOWN[word])
        return True

    def reset(self, w, rng):
        known = [t for t in w.tables if t.options and not ("unlogged" in t.options and any(k.kind == "foreign_key" for k in t.constraints))]
        if known:
            rng.choice(known).options.clear()
        return bool(known)
