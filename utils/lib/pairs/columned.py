"""Groups of tables that share a list of columns, with the edits of these and what is over them."""
from dataclasses import dataclass

from . import spell
from .model import quote
from .objects import Standing

COUNT = 60
TYPES = {"i32": ("integer", "i::integer"), "i64": ("bigint", "i::bigint"), "text": ("text", "'t' || i"), "varchar(20)": ("varchar(20)", "'v' || i"),
         "numeric(10, 2)": ("numeric(10,2)", "i + 0.25"), "bool": ("boolean", "i % 2 = 0"), "jsonb": ("jsonb", "jsonb_build_object('a', i)"),
         "int4range": ("int4range", "int4range(i::integer, (i + 3)::integer)"), "enum": ("text", "(ARRAY['a', 'b'])[1 + i % 2]")}
WIDER = {"i32": "i64", "varchar(20)": "text"}
FILLERS = {"i32": "7", "i64": "7", "text": "'x'", "varchar(20)": "'x'", "numeric(10, 2)": "1", "bool": "true", "jsonb": "'{}'", "int4range": "'[1,2)'", "enum": "'a'"}


@dataclass
class Col:
    uid: int
    name: str
    type: str
    nullable: bool = True
    default: str = ""
    renamed_from: str = ""
    backfill: str = ""
    gone: bool = False
    origin: bool = True
    comment: str = ""
    settled: bool = False  # its type, or whether it is required, has changed

    def line(self, w, enum):
        words = [f"col {spell.name(self.name)} : " + (f"enum {spell.name(enum['name'])}" if self.type == "enum" else self.type)] + ["nullable"] * self.nullable
        words += ["default " + spell.sql(self.default)] * bool(self.default)
        words += ["renamed_from " + spell.name(self.renamed_from)] * bool(w.changed and self.renamed_from)
        words += ["backfill " + spell.sql(self.backfill)] * bool(w.changed and self.backfill)
        words += ["comment " + spell.string(self.comment)] * bool(self.comment)
        return "  " + " ".join(words)


class Columned(Standing):
    """A kind whose tables share a list of columns, `parts["columns"]`, with the edits of these."""

    def _enum(self, w):
        """That of the group; rows hold "a" and "b". What is now called as it was is None when it has gone."""
        return {"name": f"en{w.uid()}", "labels": {"a": "a", "b": "b", "c": "c"}}

    def label(self, w, rng):
        """A value comes, gets another name, or goes when no row holds it."""
        def how(p):
            labels = p["enum"]["labels"]
            what = rng.choice(("d", "b", "c"))
            if what in labels and labels[what] != what:
                return False
            labels[what] = {"d": "d", "b": "it's b", "c": None}[what]
        return self._edit(w, rng, how)

    def _enum_lines(self, w, p):
        if not any(c.type == "enum" for c in p["columns"]):
            return []
        e = p["enum"]
        shown = [spell.string(now) + (f" renamed_from {spell.string(old)}" if w.changed and now != old else "") for old, now in e["labels"].items() if now]
        gone = [f" drops {spell.string(old)}" for old, now in e["labels"].items() if w.changed and not now]
        return [f"enum {spell.name(e['name'])} {{{', '.join(shown)}}}" + "".join(gone)]

    def _edit(self, w, rng, how):
        thing = self._pick(w, rng)
        return bool(thing) and how(thing.parts) is not False

    def _new(self, w, rng, parts):
        used = {c.name for c in parts["columns"]} | {c.renamed_from for c in parts["columns"]}
        name = next(n for n in iter(lambda: w.namer.fresh(rng, "column"), None) if n not in used)
        kind = rng.choice(list(TYPES))
        c = Col(w.uid(), name, kind, rng.random() < 0.6, origin=not w.changed)
        if rng.random() < 0.3 or not c.nullable and w.changed:
            c.default = FILLERS[kind]
        return c

    def _kept(self, rng, parts, want=lambda c: True):
        found = [c for c in parts["columns"] if c.origin and not c.gone and not c.renamed_from and not c.backfill and want(c)]
        return rng.choice(found) if found else None

    def column(self, w, rng):
        return self._edit(w, rng, lambda p: p["columns"].append(self._new(w, rng, p)))

    def lose(self, w, rng):
        def how(p):
            c = self._kept(rng, p, lambda c: c.nullable)
            if not c or len([c for c in p["columns"] if not c.gone]) < 2:
                return False
            c.gone = True
        return self._edit(w, rng, how)

    def call(self, w, rng):
        def how(p):
            c = self._kept(rng, p)
            if not c:
                return False
            c.renamed_from, c.name = c.name, self._new(w, rng, p).name
        return self._edit(w, rng, how)

    def retype(self, w, rng):
        def how(p):
            c = self._kept(rng, p, lambda c: c.type in WIDER)
            if not c:
                return False
            c.type, c.settled = WIDER[c.type], True
        return self._edit(w, rng, how)

    def require(self, w, rng):
        """Rows without a value get one; or it need not be there any more."""
        def how(p):
            c = self._kept(rng, p, lambda c: not c.settled)
            if not c:
                return False
            c.settled = True
            if c.nullable:
                c.backfill = FILLERS[c.type]
            c.nullable = not c.nullable
        return self._edit(w, rng, how)

    def default(self, w, rng):
        def how(p):
            c = self._kept(rng, p)
            if not c:
                return False
            c.default = "" if c.default else FILLERS[c.type]
        return self._edit(w, rng, how)

    def say(self, w, rng):
        def how(p):
            c = self._kept(rng, p)
            if not c:
                return False
            c.comment = "" if c.comment else "it's"
        return self._edit(w, rng, how)

    def _own(self, w, p):
        columns = p["columns"]
        return [c.line(w, p["enum"]) for c in columns if not c.gone] + ["  drops " + spell.name(c.renamed_from or c.name) for c in columns if w.changed and c.gone]

    OVER = ("view", "policy", "part", "published", "trigger", "statistics", "index")

    def over(self, w, rng):
        """What is over the columns comes or goes."""
        return self._edit(w, rng, lambda p: p.update(over=p["over"] ^ {rng.choice(self.OVER)}))

    def _seen(self, p):
        """The column that all of it is over."""
        return next((c for c in p["columns"] if not c.gone), None)

    def _inside(self, w, n, p, part):
        """Lines of it in the first table of the group, or in one that has its columns from that."""
        c = self._seen(p)
        if not c:
            return []
        there = spell.sql(f"{quote(c.name)} IS NOT NULL")
        if part:
            return [f"  policy {spell.name(n + '_part')} using {there}", "  row_security enabled"] if "part" in p["over"] else []
        out = [f"  policy {spell.name(n + '_own')} for select using {there}"] if "policy" in p["over"] else []
        out += [f"  index {spell.name(n + '_seen')} (@n) where {there}"] if "index" in p["over"] and self.word == "parted" else []
        return out + ([f"  trigger {spell.name(n + '_t')} after insert for_each_row when " + spell.sql(f"NEW.{quote(c.name)} IS NOT NULL")
                       + f" execute {spell.name(n + '_tf')}"] if "trigger" in p["over"] else [])

    def _before(self, n, p):
        body = spell.sql("BEGIN RETURN NULL; END")
        return [f"function {spell.name(n + '_tf')} () returns_trigger language @plpgsql as {body}"] if "trigger" in p["over"] and self._seen(p) else []

    def _behind(self, w, n, p):
        c = self._seen(p)
        out = []
        if c and "view" in p["over"]:
            out.append(f"view {spell.name(n + '_v')} as " + spell.sql(f"SELECT {quote(c.name)} AS v{c.uid} FROM {quote(n)}"))
        if c and "statistics" in p["over"] and (w.version >= 14 or self.word != "parted") and c.type not in ("jsonb",):
            out.append(f"statistics {spell.name(n + '_st')} on {spell.name(n)} (@{self.FIXED}, {spell.name(c.name)}) kinds {{\"ndistinct\"}}")
        if c and "published" in p["over"] and w.version >= 13:
            seen = quote(c.name) if c.type != "enum" else self.FIXED  # no type of a schema may be in a filter
            where = " where " + spell.sql(f"{seen} IS NOT NULL") if w.version >= 15 else ""
            out += [f"publication {spell.name(n + '_pub')} publish {{\"insert\"}} via_partition_root {{", f"  table {spell.name(n)}{where}", "}"]
        return out

    COLUMN_EDITS = {"over": 3, "label": 2, "column": 3, "lose": 2, "call": 2, "retype": 3, "require": 3, "default": 1, "say": 1}


def rel(name):
    return '"public".' + quote(name)


def inserted(table, p, more, count=COUNT):
    """SQL that fills a table; `more` are (name, value over i) of columns besides."""
    columns = p["columns"]
    names = [quote(n) for n, _ in more] + [quote(c.name) for c in columns]
    value = lambda c: f"({TYPES[c.type][1]})::{rel(p['enum']['name'])}" if c.type == "enum" else TYPES[c.type][1]
    values = [v for _, v in more] + [f"CASE WHEN i % 7 <> 3 THEN {value(c)} END" if c.nullable else value(c) for c in columns]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM generate_series(1, {count}) i"


def kept_columns(p, later):
    """(expression over A, the same over B) of the columns that both have."""
    known = {c.uid: c for c in later["columns"] if not c.gone}
    out = []
    for c in p["columns"]:
        now = known.get(c.uid)
        if now:
            there = f"{quote(c.name)}::text"
            filled = f"coalesce({there}, ({now.backfill})::{TYPES[c.type][0]}::text)" if now.backfill else there
            renamed = later["enum"]["labels"]["b"].replace("'", "''")
            called = f"CASE {filled} WHEN 'b' THEN '{renamed}' ELSE {filled} END" if c.type == "enum" else filled
            out.append((called, f"{quote(now.name)}::text", filled))  # what a backfill gave stays, as its step says
    return out
