"""Enums, and their values in use."""
from .model import Enum

LABELS = ["open", "closed", "Pending", "it's", "two words", "größe", "a,b", "back\\slash", "NULL", '"quoted"', "x",
          "select", "draft", "archived", "new", "-", "{}", "%s", "$1", "emoji 🐘"]


class Enums:
    makes = {"make": 4}
    edits = {"make": 2, "add_value": 4, "remove_value": 3, "rename_value": 3, "rename": 2, "move": 1, "drop": 1}

    def make(self, w, rng):
        labels = rng.sample(LABELS, rng.randrange(2, 6))
        w.enums.append(Enum(w.uid(), rng.choice([""] * 3 + w.namespaces), w.namer.fresh(rng, "kind"), labels, origin=not w.changed))
        return True

    def _any(self, w, rng):
        known = [e for e in w.enums if e.origin]
        return rng.choice(known) if known else None

    def add_value(self, w, rng):
        e = self._any(w, rng)
        free = [label for label in LABELS if e and label not in e.labels and label not in e.drops
                and label not in e.renamed.values()]
        if not free:
            return False
        label = rng.choice(free)
        e.labels.insert(rng.choice([len(e.labels), rng.randrange(len(e.labels) + 1)]), label)
        e.added.append(label)
        return True

    def remove_value(self, w, rng):
        """Rows hold it only where the column says what becomes of it: rows.py."""
        e = self._any(w, rng)
        if not e or len(e.labels) < 2 or e.renamed_from:
            return False
        label = rng.choice(e.labels)
        if label in e.renamed or label in e.added or self._in_default(w, e, label):
            return False
        e.labels.remove(label)
        e.drops.append(label)
        return True

    def rename_value(self, w, rng):
        e = self._any(w, rng)
        free = [label for label in LABELS if e and label not in e.labels and label not in e.drops
                and label not in e.renamed.values()]
        kept = [label for label in e.labels if label not in e.renamed and label not in e.added
                and not self._in_default(w, e, label)] if e else []
        if not free or not kept or e.renamed_from:
            return False
        old, now = rng.choice(kept), rng.choice(free)
        e.labels[e.labels.index(old)] = now
        e.renamed[now] = old
        return True

    def rename(self, w, rng):
        e = self._any(w, rng)
        if not e or e.renamed_from or e.drops or e.renamed:
            return False
        e.renamed_from, e.name = e.name, w.namer.fresh(rng, "kind")
        return True

    def move(self, w, rng):
        e = self._any(w, rng)
        other = [n for n in w.namespaces + [""] if e and n != e.ns]
        if not other or e.renamed_from:
            return False
        e.ns = rng.choice(other)
        return True

    def drop(self, w, rng):
        free = [e for e in w.enums if e.origin and not any(c.type.uses_enum(e.uid) for t in w.tables for c in t.columns)]
        if not free:
            return False
        gone = rng.choice(free)
        w.enums.remove(gone)
        w.drops.append((gone.renamed_from or gone.name, False))
        return True

    def _in_default(self, w, e, label):
        quoted = "'" + label.replace("'", "''") + "'"
        return any(c.type.uses_enum(e.uid) and c.default and quoted in c.default for t in w.tables for c in t.columns)
