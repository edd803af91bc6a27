"""Column types: their .sir and SQL spelling, a value for row i, defaults, and what turns into what."""
from dataclasses import dataclass
from typing import Optional

from .model import quote


@dataclass(frozen=True)
class Kind:
    sir: str
    pg: str
    family: str
    value: str  # SQL over i
    defaults: tuple = ()
    unique: bool = True  # value is different for every i
    ordered: bool = True  # has a btree operator class
    parameters: tuple = ("",)  # as written in both spellings


KINDS = {k.sir: k for k in (
    Kind("i16", "smallint", "integer", "i::smallint", ("7", "-1")),
    Kind("i32", "integer", "integer", "i::integer", ("42", "0", "-5")),
    Kind("i64", "bigint", "integer", "i::bigint", ("42", "9000000000")),
    Kind("f32", "real", "number", "(i * 0.5)::real", ("1.5",)),
    Kind("f64", "double precision", "number", "(i * 0.25)::double precision", ("2.5", "'NaN'")),
    Kind("numeric", "numeric", "number", "(i + 0.25)::numeric", ("10", "3.50"), parameters=("", "(10, 2)", "(8, 3)")),
    Kind("money", "money", "other", "(i + 0.5)::numeric::money", ()),
    Kind("text", "text", "text", "'t' || i", ("'x'", "''", "'it''s'", "'a;b -- c'", "'ünï'")),
    Kind("varchar", "varchar", "text", "('v' || i)::varchar", ("'x'", "''"), parameters=("", "(20)", "(50)")),
    Kind("char", "char", "fixed", "lpad(i::text, 5, '0')::char(5)", ("'x'",), parameters=("(5)",)),
    Kind("bool", "boolean", "bool", "(i % 2 = 0)", ("true", "false"), unique=False),
    Kind("bytes", "bytea", "other", "decode(md5(i::text), 'hex')", ("'\\xdead'",)),
    Kind("uuid", "uuid", "uuid", "md5(i::text)::uuid", ("'11111111-2222-3333-4444-555555555555'",)),
    Kind("json", "json", "json", "json_build_object('a', i)", ("'{}'",), ordered=False),
    Kind("jsonb", "jsonb", "jsonb", "jsonb_build_object('a', i)", ("'{}'", "'[]'")),
    Kind("inet", "inet", "other", "('10.0.' || i / 200 || '.' || i % 200)::inet", ("'127.0.0.1'",)),
    Kind("date", "date", "date", "date '2020-01-01' + i::integer", ("'2024-02-29'", "CURRENT_DATE")),
    Kind("time", "time", "other", "time '00:00' + i * interval '1 min'", ("'12:30'",), parameters=("", "(3)")),
    Kind("timestamp", "timestamp", "stamp", "timestamp '2020-01-01' + i * interval '1 h'",
         ("'2024-02-29 12:00:00'", "now()"), parameters=("", "(3)", "(0)")),
    Kind("timestamptz", "timestamptz", "stamp", "timestamptz '2020-01-01 00:00+00' + i * interval '1 h'",
         ("now()", "'2024-02-29 12:00:00+00'"), parameters=("", "(3)")),
    Kind("interval", "interval", "other", "i * interval '1 min'", ("'1 day'",)),
    Kind("bit", "bit", "other", "i::integer::bit(16)", (), parameters=("(16)",)),
    Kind("varbit", "varbit", "other", "i::integer::bit(16)::varbit", (), parameters=("", "(20)")),
    Kind("citext", "citext", "citext", "('C' || i)::{citext}", ()),
    Kind("oid", "oid", "other", "i::oid", ()),
    Kind("xml", "xml", "xml", "('<a>' || i || '</a>')::xml", ("'<b/>'",), ordered=False),
    Kind("point", "point", "other", "point(i, i)", ("'(1,2)'",), unique=False, ordered=False),
)}


@dataclass(frozen=True)
class Type:
    kind: str  # of KINDS, "enum", "own" (a type of the schema, by its uid in `enum`) or "array"
    parameters: str = ""
    enum: int = 0
    element: Optional["Type"] = None

    @property
    def family(self):
        return self.kind if self.kind in ("enum", "array", "own") else KINDS[self.kind].family

    @property
    def unique(self):
        return self.element.unique if self.element else self.kind == "own" or self.kind != "enum" and KINDS[self.kind].unique

    @property
    def ordered(self):
        return self.element.ordered if self.element else self.kind in ("enum", "own") or KINDS[self.kind].ordered

    def uses_enum(self, uid):
        return self.enum == uid or bool(self.element and self.element.uses_enum(uid))

    def leaf(self):
        return self.element.leaf() if self.element else self

    def sir(self, world, spell):
        if self.kind == "array":
            return f"array<{self.element.sir(world, spell)}>"
        if self.kind == "enum":
            return "enum " + spell(world.enum(self.enum))
        if self.kind == "own":
            word, thing = world.own(self.enum)
            return word.removeprefix("own_") + " " + spell(thing)
        return 'native("point")' if self.kind == "point" else self.kind + self.parameters

    def pg(self, world):
        if self.kind == "array":
            return self.element.pg(world) + "[]"
        if self.kind == "enum":
            e = world.enum(self.enum)
            return f"{quote(e.ns or 'public')}.{quote(e.name)}"
        if self.kind == "own":
            thing = world.own(self.enum)[1]
            return f"{quote(thing.ns or 'public')}.{quote(thing.name)}"
        return qualified(KINDS[self.kind].pg, world) + self.parameters

    def value(self, world, labels=None):
        """SQL over i; of an enum only `labels` occur."""
        if self.kind == "array":
            return f"ARRAY[{self.element.value(world, labels)}]"
        if self.kind == "enum":
            some = labels or world.enum(self.enum).labels
            listed = ", ".join("'" + label.replace("'", "''") + "'" for label in some)
            return f"((ARRAY[{listed}])[(1 + i % {len(some)})::integer])::{self.pg(world)}"
        if self.kind == "own":
            word, thing = world.own(self.enum)
            value = thing.parts["value"]
            return f"({value})::{self.pg(world)}" if word != "own_range" else f"{self.pg(world)}({value})"
        return qualified(KINDS[self.kind].value, world)


def qualified(text, world):
    if "citext" not in text:
        return text
    where = quote(world.extensions.get("citext") or "public") + ".citext"
    return text.replace("{citext}", where) if "{" in text else where


def random_type(world, rng, arrays=True):
    draw = rng.random()
    if draw < 0.12 and world.enums:
        kind = Type("enum", enum=rng.choice(world.enums).uid)
    elif draw < 0.6:
        kind = plain(rng.choice(("i32", "i64", "text", "varchar", "numeric", "timestamptz", "bool", "uuid", "i16")), rng)
    else:
        known = [k for k in KINDS if k != "citext" or "citext" in world.extensions]
        kind = plain(rng.choice(known), rng)
    return Type("array", element=kind) if arrays and rng.random() < 0.08 and kind.ordered else kind


def plain(kind, rng):
    return Type(kind, rng.choice(KINDS[kind].parameters))


@dataclass(frozen=True)
class Change:
    """from, to; the old value of row i when not the usual one; the author's expression, when one is needed.

    `{c}` is the column. What is expected of the server is the assignment cast, or the expression.
    """
    source: str
    target: str
    value: str = ""
    using: str = ""
    expected: str = ""


CHANGES = [
    Change("i16", "i32"), Change("i16", "i64"), Change("i32", "i64"), Change("i64", "i32"), Change("i32", "i16"),
    Change("i32", "numeric"), Change("i32", "f64"), Change("i32", "text"), Change("i64", "varchar"),
    Change("text", "i32", "i::text"), Change("text", "i64", "(i * 3)::text"), Change("text", "bool", "(i % 2 = 0)::text"),
    Change("varchar", "i32", "i::text"), Change("text", "uuid", "md5(i::text)::uuid::text"),
    Change("text", "varchar"), Change("varchar", "text"), Change("varchar", "varchar"), Change("text", "numeric", "i::text"),
    Change("text", "date", "(date '2020-01-01' + i::integer)::text", "{c}::date", "{c}::date"),
    Change("text", "timestamp", "(timestamp '2020-01-01' + i * interval '1 h')::text", "{c}::timestamp", "{c}::timestamp"),
    Change("text", "jsonb", "json_build_object('a', i)::text", "{c}::jsonb", "{c}::jsonb"),
    Change("numeric", "numeric", "i::numeric"), Change("numeric", "i32", "i::numeric"), Change("f32", "f64"),
    Change("numeric", "text"), Change("uuid", "text"), Change("bool", "i32", expected="{c}::integer"), Change("bool", "text"),
    Change("timestamp", "timestamptz", expected="{c} AT TIME ZONE 'UTC'"),
    Change("timestamptz", "timestamp", expected="{c} AT TIME ZONE 'UTC'"),
    Change("timestamp", "timestamp"), Change("timestamptz", "timestamptz"), Change("timestamp", "date"),
    Change("date", "timestamp"), Change("date", "timestamptz", expected="{c}::timestamp AT TIME ZONE 'UTC'"),
    Change("json", "jsonb"), Change("jsonb", "json"), Change("date", "text"), Change("char", "text"), Change("text", "char",
           "lpad(i::text, 5, '0')"), Change("text", "citext"), Change("citext", "text"), Change("inet", "text"),
    Change("bytes", "text", using="encode({c}, 'hex')", expected="encode({c}, 'hex')"), Change("interval", "text"),
    Change("i32", "bool", "(i % 2)::integer", expected="{c}::text::boolean"), Change("varbit", "text"), Change("xml", "text"),
    Change("i64", "timestamptz", using="to_timestamp({c})", expected="to_timestamp({c})"),
]
