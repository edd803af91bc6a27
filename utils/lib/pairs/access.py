"""Grants, row security and publications: what hangs on objects.

Everything is kept by uid, so that it follows a rename and is gone with what it is of. Roles are ones that
every server has.
"""
from dataclasses import dataclass, field

from .model import Sql
from .spell import name, path, sql, string

ROLES = ("pg_monitor", "pg_signal_backend", "public")
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
COLUMN_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
COMMANDS = ("all", "select", "insert", "update", "delete")


@dataclass
class Policy:
    uid: int
    table: int
    name: str
    restrictive: bool
    command: str
    roles: list
    using: object = None  # Sql
    check: object = None


@dataclass
class Publication:
    uid: int
    name: str
    everything: bool = False
    publish: list = field(default_factory=list)
    tables: dict = field(default_factory=dict)  # table uid: (column uids, Sql or None)
    renamed_from: str = ""
    origin: bool = True


class Grants:
    makes = {"make": 5}
    edits = {"make": 4, "drop": 3}

    def make(self, w, rng):
        if w.enums and rng.random() < 0.2:
            thing, column, privilege = rng.choice(w.enums), 0, "USAGE"
        elif w.tables:
            thing = rng.choice(w.tables)
            column = rng.choice(thing.columns).uid if thing.columns and rng.random() < 0.4 else 0
            privilege = rng.choice(COLUMN_PRIVILEGES if column else PRIVILEGES)
        else:
            return False
        role = rng.choice(ROLES)
        if privilege == "USAGE" and role == "public":
            return False  # everybody has it
        w.grants[(thing.uid, column, privilege, role)] = role != "public" and rng.random() < 0.3
        return True

    def drop(self, w, rng):
        return bool(w.grants) and w.grants.pop(rng.choice(sorted(w.grants)), None) is not None


class Policies:
    makes = {"make": 3, "switch": 2}
    edits = {"make": 2, "change": 2, "drop": 2, "switch": 2, "rename": 1}

    def _condition(self, w, t, rng):
        plain = [c for c in t.columns if c.type.ordered]
        return Sql("{%d} IS NOT NULL" % rng.choice(plain).uid) if plain and rng.random() < 0.8 else Sql("true")

    def make(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        if not t:
            return False
        p = Policy(w.uid(), t.uid, w.namer.fresh(rng, "policy"), rng.random() < 0.3, rng.choice(COMMANDS),
                   sorted(rng.sample(("pg_monitor", "pg_signal_backend"), rng.randrange(3))))
        self._fill(w, t, p, rng)
        w.policies.append(p)
        return True

    def _fill(self, w, t, p, rng):
        if p.command != "insert":
            p.using = self._condition(w, t, rng)
        if p.command in ("insert", "update", "all") and rng.random() < 0.5:
            p.check = self._condition(w, t, rng)

    def _any(self, w, rng):
        known = [p for p in w.policies if w.table(p.table)]
        return rng.choice(known) if known else None

    def change(self, w, rng):
        p = self._any(w, rng)
        if not p:
            return False
        p.using = p.check = None
        self._fill(w, w.table(p.table), p, rng)
        p.roles = sorted(rng.sample(("pg_monitor", "pg_signal_backend"), rng.randrange(3)))
        return True

    def rename(self, w, rng):
        p = self._any(w, rng)
        if p:
            p.name = w.namer.fresh(rng, "policy")
        return bool(p)

    def drop(self, w, rng):
        p = self._any(w, rng)
        if p:
            w.policies.remove(p)
        return bool(p)

    def switch(self, w, rng):
        t = rng.choice(w.tables) if w.tables else None
        if t:
            w.row_security[t.uid] = rng.choice(("", "enabled", "forced", "enabled forced"))
        return bool(t)


class Publications:
    makes = {"make": 2, "add": 3}
    edits = {"make": 1, "add": 2, "remove": 1, "rename": 1, "drop": 1, "send": 1}

    def make(self, w, rng):
        p = Publication(w.uid(), w.namer.fresh(rng, "publication"), rng.random() < 0.2, origin=not w.changed)
        p.publish = ["insert"]
        w.publications.append(p)
        return True

    def _any(self, w, rng):
        return rng.choice(w.publications) if w.publications else None

    def send(self, w, rng):
        """Inserts only: what must find a row again is refused where nothing identifies it."""
        p = self._any(w, rng)
        if p:
            p.publish = rng.choice((["insert"], ["insert", "truncate"]))
        return bool(p)

    def add(self, w, rng):
        p = self._any(w, rng)
        if not p or p.everything or not w.tables:
            return False
        t = rng.choice(w.tables)
        if "unlogged" in t.options:
            return False
        columns, where = [], None
        if w.version >= 15:
            plain = [c for c in t.columns if c.generation not in ("stored", "virtual")]
            if plain and rng.random() < 0.4:
                columns = [c.uid for c in rng.sample(plain, rng.randrange(1, len(plain) + 1))]
            ordered = [c for c in plain if c.type.ordered and c.type.leaf().kind != "own"]
            if ordered and rng.random() < 0.4:
                where = Sql("{%d} IS NOT NULL" % rng.choice(ordered).uid)
        p.tables[t.uid] = (columns, where)
        return True

    def remove(self, w, rng):
        p = self._any(w, rng)
        return bool(p and p.tables) and p.tables.pop(rng.choice(sorted(p.tables))) is not None

    def rename(self, w, rng):
        p = self._any(w, rng)
        if not p or not p.origin or p.renamed_from:
            return False
        p.renamed_from, p.name = p.name, w.namer.fresh(rng, "publication")
        return True

    def drop(self, w, rng):
        p = self._any(w, rng)
        if p:
            w.publications.remove(p)
        return bool(p)

    def lines(self, w):
        out = []
        for p in w.publications:
            head = f"publication {name(p.name)}" + (" all_tables" if p.everything else "")
            head += " publish {" + ", ".join(string(s) for s in p.publish) + "}" if p.publish else ""
            out.append(head + (f" renamed_from {name(p.renamed_from)}" if w.changed and p.renamed_from else "") + " {")
            for uid, (columns, where) in p.tables.items():
                t = w.table(uid)
                if not t or where and not all(t.column(u) for u in where.uses()):
                    continue
                kept = [name(t.column(u).name) for u in columns if t.column(u)]
                if columns and not kept:
                    continue
                out.append(f"  table {path(t)}" + (f" ({', '.join(kept)})" if kept else "")
                           + (" where " + sql(where.over(t.spell)) if where else ""))
            out.append("}")
        return out


# --- what text.py asks

def inside(w, t):
    """Lines of row security in a table."""
    out = []
    for p in w.policies:
        parts = [x for x in (p.using, p.check) if x]
        if p.table != t.uid or not all(t.column(u) for x in parts for u in x.uses()):
            continue
        line = f"policy {name(p.name)}{' restrictive' if p.restrictive else ''} for {p.command}"
        line += " to (" + ", ".join(name(r) for r in p.roles) + ")" if p.roles else ""
        line += " using " + sql(p.using.over(t.spell)) if p.using else ""
        line += " with_check " + sql(p.check.over(t.spell)) if p.check else ""
        out.append(line)
    if w.row_security.get(t.uid):
        out.append("row_security " + w.row_security[t.uid])
    return out


def behind(w, thing):
    """Lines behind an object."""
    out = []
    for (uid, column, privilege, role), option in sorted(w.grants.items()):
        if uid != thing.uid or column and not thing.column(column):
            continue
        columns = f" ({name(thing.column(column).name)})" if column else ""
        out.append(f"grant {string(privilege)}{columns} to {name(role)}{' with_grant_option' if option else ''}")
    return ["    " + line for line in out]


def remarked(w, key):
    """Lines of what wider.Remarks says, behind an object that stands alone."""
    out = ["comment " + string(w.remarks[key])] if w.remarks.get(key) else []
    for (of, privilege, role), option in sorted(w.privileges.items(), key=repr):
        if of == key:
            out.append(f"grant {string(privilege)} to {name(role)}{' with_grant_option' if option else ''}")
    return ["  " + line for line in out]
