"""Names, texts and SQL as .sir spells them."""
import re


def string(text):
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'


def name(text):
    return "@" + (text if re.fullmatch(r"[A-Za-z_$][\w$]*", text, re.A) else string(text))


def path(entity):
    return (name(entity.ns) + "." if entity.ns else "") + name(entity.name)


def sql(text):
    return "sql" + string(text)


def names(table, uids):
    return "(" + ", ".join(name(table.column(u).name) for u in uids) + ")"
