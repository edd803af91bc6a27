"""A world as .sir text."""
from . import access, routines, wider
from .model import Sql
from .spell import name, names, path, sql, string


def column(world, table, c):
    parts = [f"col {name(c.name)} : {c.type.sir(world, path)}"]
    if c.nullable:
        parts.append("nullable")
    if c.generation in ("stored", "virtual"):
        parts.append(f"{c.generation} {sql(c.generated.over(table.spell))}")
    elif c.generation:
        parts.append(c.generation)
    if c.default is not None:
        parts.append("default " + sql(c.default))
    if c.collation:
        parts.append("collate " + name(c.collation))
    parts += c.words
    if world.changed and c.renamed_from:
        parts.append("renamed_from " + name(c.renamed_from))
    if world.changed and c.backfill:
        parts.append("backfill " + sql(c.backfill.over(table.spell)))
    return " ".join(parts) + comment(c)


def constraint(world, table, k):
    text = f"{k.kind} {name(k.name)} "
    if k.kind == "check":
        text += sql(k.check.over(table.spell))
    elif k.kind == "exclude":
        method, operator = ("gist", "&&") if k.overlaps else ("btree", "=")
        text += f"using @{method} (" + ", ".join(f'{name(table.column(uid).name)} with "{operator}"' for uid in k.columns) + ")"
    else:
        text += names(table, k.columns)
    if k.kind == "foreign_key":
        parent = world.table(k.parent)
        text += f" references {path(parent)} {names(parent, k.parent_columns)}"
    if k.include:
        text += " include " + names(table, k.include)
    words = [w.over(lambda uid: name(table.column(uid).name)) if isinstance(w, Sql) else w for w in k.words]
    where = " where " + sql(k.where.over(table.spell)) if k.where else ""
    return " ".join([text, *words]) + where + comment(k)


def option(table, word, value):
    """An index that tells rows apart, by the uid of its key: while it can."""
    if word != "replica_identity" or isinstance(value, str):
        return f" {word} {value}"
    k = next((k for k in table.constraints if k.uid == value), None)
    good = k and "deferrable" not in k.words and not any(table.column(u).nullable for u in k.columns)
    return f" {word} index {name(k.name)}" if good else ""


def index(table, i):
    elements = ", ".join(
        " ".join([sql(e.over(table.spell)) if isinstance(e, Sql) else name(table.column(e).name), *words])
        for e, words in i.elements)
    text = " ".join([f"index {name(i.name)} ({elements})", *i.words])
    if i.include:
        text += " include " + names(table, i.include)
    return text + (" where " + sql(i.where.over(table.spell)) if i.where else "") + comment(i)


def table(world, t):
    head = f"  table {path(t)}"
    if t.rows >= 0:
        head += f" rows {t.rows} bytes {t.rows * 100 + 8192}"
    head += "".join(option(t, word, value) for word, value in t.options.items())
    if world.changed and t.renamed_from:
        head += " renamed_from " + name(t.renamed_from)
    lines = [head + " {"]
    lines += ["    " + column(world, t, c) for c in t.columns]
    lines += ["    " + constraint(world, t, k) for k in t.constraints]
    lines += ["    " + index(t, i) for i in t.indexes]
    lines += ["    " + line for line in access.inside(world, t) + routines.Triggers().inside(world, t) + wider.Watchers().inside(world, t)]
    lines += ["    " + dropped(d) for d in t.drops if world.changed]
    return lines + ["  }" + comment(t)] + access.behind(world, t)


def comment(part):
    return " comment " + string(part.comment) if part.comment else ""


def dropped(drop):
    return f"drops {name(drop[0])}" + (" archive" if drop[1] else "")


def enum(world, e):
    labels = ", ".join(string(label) + (" renamed_from " + string(e.renamed[label])
                                        if world.changed and label in e.renamed else "") for label in e.labels)
    text = f"  enum {path(e)} {{{labels}}}"
    if world.changed and e.renamed_from:
        text += " renamed_from " + name(e.renamed_from)
    if world.changed:
        text += "".join(" drops " + string(label) for label in e.drops)
    return text + comment(e)


def schema(world, kinds=()):
    lines = [f"schema @app dialect postgres {world.version} {{"]
    for n in world.namespaces:
        before = world.moved_namespaces.get(n)
        lines += [f"  namespace {name(n)}" + (f" renamed_from {name(before)}" if before else ""), *access.remarked(world, "namespace " + n)]
    lines += [f"  extension {name(n)}" + (f" schema {name(s)}" if s else "") for n, s in world.extensions.items()]
    for e in world.enums:
        lines += [enum(world, e), *access.behind(world, e)]
    for t in world.tables:
        lines += table(world, t)
    for kind in kinds:
        lines += ["  " + line for line in kind.lines(world)]
    lines += ["  " + dropped(d) for d in world.drops if world.changed]
    return "\n".join(lines + ["}", ""])
