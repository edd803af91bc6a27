"""Indexes: unique, partial, over expressions, of several methods."""
from .constraints import key_columns
from .model import Index, Sql

EXPRESSIONS = {"text": "lower({c})", "integer": "({c} + 1)", "stamp": None, "jsonb": None}
METHODS = {"jsonb": ["gin"], "integer": ["btree", "hash", "brin"], "text": ["btree", "hash"]}


class Indexes:
    makes = {"make": 5}
    edits = {"make": 5, "drop": 4, "rename": 2, "change": 2}

    def make(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        free = [c for c in t.columns if c.type.ordered and c.generation != "virtual"] if t else []
        if not free:
            return False
        c = rng.choice(free)
        i = Index(w.uid(), w.namer.fresh(rng, "index"))
        if rng.random() < 0.2 and key_columns(t, rng, True):
            i.elements = [(uid, []) for uid in key_columns(t, rng, True)]
            i.words = ["unique"] + (["nulls_not_distinct"] if w.version >= 15 and rng.random() < 0.2 else [])
        else:
            self._elements(i, t, c, free, rng)
        if rng.random() < 0.2:
            by = rng.choice([d for d in t.columns if d.generation != "virtual"])
            i.where = Sql("{%d} IS NOT NULL" % by.uid)
        t.indexes.append(i)
        return True

    def _elements(self, i, t, c, free, rng):
        family = c.type.family
        method = rng.choice(METHODS.get(family, ["btree"])) if rng.random() < 0.4 else "btree"
        words = rng.choice(([], [], ["desc"], ["nulls_first"], ["desc", "nulls_last"])) if method == "btree" else []
        if EXPRESSIONS.get(family) and c.type.kind != "citext" and method == "btree" and rng.random() < 0.3:
            i.elements = [(Sql(EXPRESSIONS[family].replace("{c}", "{%d}" % c.uid)), words)]
        else:
            i.elements = [(c.uid, words)]
        if method != "btree":
            i.words = ["using @" + method]
        elif rng.random() < 0.3 and len(free) > 1:
            i.elements.append((rng.choice([d for d in free if d is not c]).uid, []))
        if method == "btree" and rng.random() < 0.1:
            rest = [d.uid for d in t.columns if d.uid not in i.uses() and d.generation != "virtual"]
            i.include = rest[:1]

    def _pick(self, w, rng):
        found = [(t, i) for t in w.tables for i in t.indexes]
        return rng.choice(found) if found else (None, None)

    def drop(self, w, rng):
        t, i = self._pick(w, rng)
        if t:
            t.indexes.remove(i)
            if rng.random() < 0.5:
                w.namer.free(i.name)
        return bool(t)

    def rename(self, w, rng):
        t, i = self._pick(w, rng)
        if t:
            i.name = w.namer.fresh(rng, "index")
        return bool(t)

    def change(self, w, rng):
        t, i = self._pick(w, rng)
        if not t or "unique" in i.words:
            return False
        i.where = None if i.where else Sql("{%d} IS NOT NULL" % t.columns[0].uid) if t.columns[0].generation != "virtual" else None
        return True
