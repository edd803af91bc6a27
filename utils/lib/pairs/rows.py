"""Rows for A that both schemas accept, and what B must hold when the plan has run.

Every table has the same prime number of rows. A value is a function of the row's number; a foreign key
refers by a permutation of the numbers, so it fits a unique key too.
"""
from .columns import value_of
from .model import quote
from .names import helper

ROWS = 211
NULL_EVERY = 7
ONE_WAY = ("interval", "varbit", "int4range", "cidr")
TIMELESS = ("now()", "CURRENT_DATE", "gen_random_uuid()")


def table_name(t):
    return f"{quote(t.ns or 'public')}.{quote(t.name)}"


def unique_rules(t):
    keys = [k.columns for k in t.constraints if k.kind in ("unique", "primary_key", "exclude")]
    return keys + [i.uses() for i in t.indexes if "unique" in i.words]


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def unquote(name):
    return name[1:-1].replace('""', '"')


def guarded(condition, statement):
    return f"DO $refill$ BEGIN IF {condition} THEN {statement}; END IF; END $refill$"


class Rows:
    def __init__(self, pair, count=ROWS):
        self.a, self.b, self.count = pair.a, pair.b, count

    def later(self, t, c):
        """The table and column of B that these of A become, or None."""
        now = self.b.table(t.uid)
        return now, now.column(c.uid) if now else None

    # ---- values of A

    def _reference(self, t, c):
        """(parent table, parent column) of A that the column refers to in A or B; None for a parent
        that A does not have."""
        for world in (self.a, self.b):
            table = world.table(t.uid)
            for k in table.of_kind("foreign_key") if table else ():
                if c.uid in k.columns:
                    parent = self.a.table(k.parent)
                    return parent, parent and parent.column(k.parent_columns[k.columns.index(c.uid)])
        return False

    def value(self, t, c, row="i", depth=0):
        refers = self._reference(t, c)
        if refers and (refers[1] is None or depth > 5):
            return "NULL"
        if refers:
            return self.value(*refers, f"(1 + ({row} * 7 + 3) % {self.count})", depth + 1)
        _, now = self.later(t, c)
        if now and now.retyped and now.retyped.value:
            text = now.retyped.value
        else:
            text = c.type.value(self.a, self._kept_labels(c.type.leaf()))
        if now and now.retyped and (now.retyped.source, now.retyped.target) == ("i64", "timestamptz"):
            text = "i::bigint"
        return value_of(text, row)

    def _kept_labels(self, kind):
        before = kind.kind == "enum" and self.a.enum(kind.enum)
        after = before and self.b.enum(before.uid)
        return after and [label for label in before.labels if label not in after.drops] or None

    def _strict(self, kind):
        """Whether it is of a domain that takes no NULL."""
        found = [world.own(kind.enum)[1] for world in (self.a, self.b)] if kind.kind == "own" else []
        return any(thing and thing.parts.get("strict") for thing in found)

    def has_nulls(self, t, c):
        if not c.nullable or c.generation or self._strict(c.type.leaf()):
            return False
        table, now = self.later(t, c)
        tables = [t] + ([table] if table else [])
        if any("nulls_not_distinct" in part.words and c.uid in (part.columns if hasattr(part, "columns") else part.uses())
               for x in tables for part in x.constraints + x.indexes):
            return False
        if any(c.uid in k.parent_columns for world in (self.a, self.b) for _, k in world.references(t.uid)):
            return False  # rows of another table refer to it
        if not now or now.nullable:
            return True
        same = not (now.backfill and "{" in now.backfill.text)  # the same value in every row that has none
        if same and any(c.uid in rule for x in tables for rule in unique_rules(x)):
            return False
        return not now.retyped and bool(now.backfill or self._default(now))

    def _default(self, c):
        """The default that counts as the value of rows without one."""
        return None if c.default in TIMELESS else c.default

    def insert(self):
        """SQL that fills A. Constraints are not looked at row by row: the values satisfy them."""
        out = ["SET session_replication_role = replica"]
        for t in self.a.tables:
            out += [statement.replace("PERFORM", "SELECT", 1) if statement.startswith("PERFORM") else statement
                    for statement in self._insert(t)]
        return ";\n".join(out + ["SET session_replication_role = origin"]) + ";\n"

    def _insert(self, t):
        columns = [c for c in t.columns if not c.generated]
        if not columns:
            return []
        values = []
        for c in columns:
            value = self.value(t, c)
            values.append(f"CASE WHEN i % {NULL_EVERY} <> 3 THEN {value} END" if self.has_nulls(t, c) else value)
        names = ", ".join(quote(c.name) for c in columns)
        return [f"INSERT INTO {table_name(t)} ({names}) OVERRIDING SYSTEM VALUE\nSELECT {', '.join(values)}\n"
                f"FROM generate_series(1, {self.count}) i"] + [
            f"PERFORM setval(pg_get_serial_sequence({literal(table_name(t))}, {literal(c.name)}), {self.count})"
            for c in columns if c.generation]

    # ---- what an author does on the way back about data that the plan said it loses

    def refill(self):
        """SQL to run after a phase was undone: dropped tables get rows, dropped required columns values."""
        return ";\n".join([self._refill_table(t) for t in self.a.tables if (t.name, False) in self.b.drops]
                          + [self._refill_column(t, c) for t in self.a.tables for c in t.columns if self._lost(t, c)])

    def _lost(self, t, c):
        now = self.b.table(t.uid)
        column = now and now.column(c.uid)
        if not now or c.generation:
            return False
        # An author's own conversion of a column that may be NULL has no opposite either: its guard asks for a value.
        # So has a text that was of a type which no cast leads back to.
        retyped = column and column.retyped and (not c.nullable or column.backfill or (column.retyped.target == "text" and c.type.kind in ONE_WAY))
        return bool(retyped) or (not c.nullable and (c.name, False) in now.drops)

    def _refill_table(self, t):
        inserts = self._insert(t)
        return guarded(f"to_regclass({literal(table_name(t))}) IS NOT NULL",
                       f"IF NOT EXISTS (SELECT FROM {table_name(t)}) THEN {'; '.join(inserts)}; END IF" if inserts else "NULL")

    def _refill_column(self, t, c):
        """Of a column that is there again, or of the copy that an exchange of types makes room for. Its default may
        have filled it, in every row alike, which no key takes."""
        now, column = self.b.table(t.uid), quote(c.name)
        former = quote(helper(c.name, "_schemac_old")) if now.column(c.uid) else column
        parts = []
        for name in {table_name(t), table_name(now)}:
            # A small table's column is exchanged in its place.
            unless = "" if former == column else f" AND NOT {self._there(name, former)}"
            parts.append(guarded(self._there(name, former), self._fill(t, c, name, former)))
            if unless:
                parts.append(guarded(self._there(name, column) + unless,
                                     f"BEGIN {self._fill(t, c, name, column)}; EXCEPTION WHEN datatype_mismatch THEN NULL; END"))
        return ";\n".join(parts)

    def _there(self, table, column):
        return (f"EXISTS (SELECT FROM pg_attribute JOIN pg_class r ON r.oid = attrelid WHERE relkind = 'r' AND attrelid = "
                f"to_regclass({literal(table)}) AND attname = {literal(unquote(column))} AND NOT attisdropped)")

    def _fill(self, t, c, table, column):
        value = self.value(t, c)
        if self.has_nulls(t, c) and c.type.kind not in ONE_WAY:  # which rows had none is not known
            value = f"CASE WHEN i % {NULL_EVERY} <> 3 THEN {value} END"
        return (f"UPDATE {table} t SET {column} = {value} FROM (SELECT ctid AS place, row_number() OVER () i "
                f"FROM {table}) n WHERE t.ctid = place AND (t.{column} IS NULL "
                f"OR (SELECT count(DISTINCT {column}::text) FROM {table}) < 2)")

    # ---- what must be there

    def held(self, world):
        """{table uid: query} of everything that the tables of the world hold, in the order of its columns."""
        return {t.uid: self._select([f"{quote(c.name)}::text" for c in t.columns], t) for t in world.tables}

    def expected(self):
        """{table uid: query on A} of what B must hold in tables that it took over; NULL AS "?" where
        anything may stand."""
        out = {}
        for t in self.b.tables:
            before = self.a.table(t.uid)
            if before:
                out[t.uid] = self._select([self._becomes(before, c) for c in t.columns], before)
        return out

    def unknown(self, t):
        """Positions of columns of B's table that `expected` says nothing about."""
        before = self.a.table(t.uid)
        return {i for i, c in enumerate(t.columns)
                if c.generation and not before.column(c.uid) or c.generated or c.default in TIMELESS
                or c.type.kind == "own" and not before.column(c.uid)}  # a domain may have a default

    def _select(self, expressions, t):
        return f"SELECT {', '.join(expressions) or 'NULL'} FROM {table_name(t)}"

    def _becomes(self, before, c):
        """SQL over A's table."""
        old = before.column(c.uid)
        given = c.backfill and c.backfill.over(before.spell)
        if old is None:
            value = given or (self._default(c) if not c.generation else None)
            return self._as_text(value, c.type) if value else "NULL"
        if c.retyped:
            how = given or c.retyped.expected
            column = quote(old.name)
            value = given or (how.replace("{c}", column) if how else column)
            return self._as_text(value, c.type)
        value = self._labels(quote(old.name), c.type)
        filler = given or (self._default(c) if old.nullable and not c.nullable else None)
        return f"coalesce({value}, {self._as_text(filler, c.type)})" if filler else value

    def _as_text(self, value, kind):
        if kind.leaf().kind == "enum":
            return f"({value})::text"
        return f"(({value})::{kind.pg(self.a if 'citext' in self.a.extensions else self.b)})::text"

    def _labels(self, column, kind):
        renamed = self.b.enum(kind.leaf().enum).renamed if kind.leaf().kind == "enum" else {}
        if not renamed:
            return f"{column}::text"
        if kind.kind == "array":
            text = f"{column}::text[]"
            for now, old in renamed.items():
                text = f"array_replace({text}, {literal(old)}, {literal(now)})"
            return f"({text})::text"
        arms = " ".join(f"WHEN {literal(old)} THEN {literal(now)}" for now, old in renamed.items())
        return f"CASE {column}::text {arms} ELSE {column}::text END"


