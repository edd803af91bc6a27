"""Rows of A that B refuses: what a guard of the plan must find before anything is done to them."""
from .columns import users, value_of
from .model import quote
from .rows import TIMELESS, table_name

CHECKED = {"{c} > -1000": "-5000", "{c} <> 'never'": "'never'"}
UNREADABLE = ("i32", "i64", "bool", "uuid", "numeric")


def first_rows(t, count):
    name = table_name(t)
    return f"ctid IN (SELECT ctid FROM {name} ORDER BY ctid LIMIT {count})"


def plain(t, c):
    """May be written by hand, and no rule of A has a say in it."""
    constraints, indexes, generated = users(t, c.uid)
    unique = [i for i in indexes if "unique" in i.words]
    return not c.generation and not constraints and not unique and not generated


def duplicates(a, b):
    for t, now in both(a, b):
        known = {k.uid for k in t.constraints} | {i.uid for i in t.indexes}
        rules = [k.columns for k in now.constraints if k.kind in ("unique", "primary_key") and k.uid not in known]
        rules += [[e for e, _ in i.elements] for i in now.indexes if "unique" in i.words and i.uid not in known and not i.where]
        for uids in rules:
            columns = [t.column(uid) for uid in uids]
            if all(c and plain(t, c) and not now.column(c.uid).retyped for c in columns):
                same = ", ".join(f"{quote(c.name)} = (SELECT {quote(c.name)} FROM {table_name(t)} ORDER BY ctid LIMIT 1)" for c in columns)
                yield f"UPDATE {table_name(t)} SET {same} WHERE {first_rows(t, 2)}"


def absent(a, b):
    for t, now in both(a, b):
        for c in t.columns:
            after = now.column(c.uid)
            fills = after and (after.backfill or after.retyped or (after.default is not None and after.default not in TIMELESS))
            if after and c.nullable and not after.nullable and not fills and plain(t, c):
                yield f"UPDATE {table_name(t)} SET {quote(c.name)} = NULL WHERE {first_rows(t, 1)}"


def refused(a, b):
    for t, now in both(a, b):
        known = {k.uid for k in t.constraints}
        for k in now.of_kind("check"):
            uids = k.check.uses()
            c = t.column(min(uids)) if len(uids) == 1 else None
            bad = c and CHECKED.get(k.check.text.replace("{%d}" % c.uid, "{c}"))
            if bad and k.uid not in known and plain(t, c) and not now.column(c.uid).retyped and not now.column(c.uid).backfill:
                yield f"UPDATE {table_name(t)} SET {quote(c.name)} = {bad} WHERE {first_rows(t, 1)}"


def orphans(a, b):
    for t, now in both(a, b):
        known = {k.uid for k in t.constraints}
        for k in now.of_kind("foreign_key"):
            c, parent = t.column(k.columns[0]), a.table(k.parent)
            if (k.uid not in known and c and parent and plain(t, c) and not c.type.parameters and not now.column(c.uid).retyped
                    and c.type.kind in ("i32", "i64", "text", "uuid")):
                yield f"UPDATE {table_name(t)} SET {quote(c.name)} = {value_of(c.type.value(a), '100000')} WHERE {first_rows(t, 1)}"


def unreadable(a, b):
    for t, now in both(a, b):
        for c in t.columns:
            after = now.column(c.uid)
            if after and after.retyped and not after.retyped.using and c.type.kind == "text" and after.type.kind in UNREADABLE and plain(t, c):
                yield f"UPDATE {table_name(t)} SET {quote(c.name)} = 'not that' WHERE {first_rows(t, 1)}"


def both(a, b):
    return [(t, b.table(t.uid)) for t in a.tables if b.table(t.uid)]


def ways(pair):
    """SQL that spoils rows of A, one way each."""
    return [sql for kind in (duplicates, absent, refused, orphans, unreadable) for sql in kind(pair.a, pair.b)]
