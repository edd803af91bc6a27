"""Namespaces and extensions."""


class Namespaces:
    makes = {"make": 2}
    edits = {"make": 2, "drop": 1}

    def make(self, w, rng):
        if len(w.namespaces) > 2:
            return False
        w.namespaces.append(w.namer.fresh(rng, "ns"))
        return True

    def drop(self, w, rng):
        used = {o.ns for o in w.tables + w.enums} | set(w.extensions.values())
        used |= {thing.ns for things in w.things.values() for thing in things}
        free = [n for n in w.namespaces if n not in used]
        if not free:
            return False
        w.namespaces.remove(rng.choice(free))
        return True


class Extensions:
    makes = {"make": 1}
    edits = {"make": 1, "drop": 1}
    KNOWN = ("citext", "pg_trgm", "hstore", "btree_gist")

    def make(self, w, rng):
        missing = [e for e in self.KNOWN if e not in w.extensions]
        if not missing:
            return False
        w.extensions[rng.choice(missing)] = rng.choice(["", ""] + w.namespaces)
        return True

    def drop(self, w, rng):
        held = {c.type.leaf().kind for t in w.tables for c in t.columns}
        free = [e for e in w.extensions if e not in held]
        if not free:
            return False
        del w.extensions[rng.choice(free)]
        return True
