"""What an application knows of a table: the columns that it names, and what it puts into them.

A row has a key and a value, two numbers. A field gives the text of a column for them twice: for one
row, as the literal that an application sends, and as SQL over id and v that checks a million.
"""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    literal: object  # (id, v) -> text or None
    sql: str


def text(prefix="x"):
    return Field(lambda i, v: f"{prefix}{v}", f"'{prefix}' || v")


def number():
    return Field(lambda i, v: str(v), "v::text")


def constant(value):
    return Field(lambda i, v: value, f"'{value}'")


def optional(prefix="x"):
    """Nothing in every third row."""
    return Field(lambda i, v: None if v % 3 == 0 else f"{prefix}{v}", f"CASE WHEN v % 3 <> 0 THEN '{prefix}' || v END")


def distinct():
    return Field(lambda i, v: f"u{i}-{v}", "'u' || id || '-' || v")


def of(*labels):
    listed = ", ".join(f"'{label}'" for label in labels)
    return Field(lambda i, v: labels[v % len(labels)], f"(ARRAY[{listed}])[1 + v % {len(labels)}]")


def reference(rows):
    """Another row's key."""
    return Field(lambda i, v: str(1 + v % rows), f"(1 + v % {rows})::text")


def day():
    return Field(lambda i, v: f"2020-01-{1 + v % 28:02}", "'2020-01-' || lpad((1 + v % 28)::text, 2, '0')")


def moment():
    return Field(lambda i, v: f"2020-01-{1 + v % 28:02} 12:00:00", "'2020-01-' || lpad((1 + v % 28)::text, 2, '0') || ' 12:00:00'")


@dataclass
class Shape:
    table: str  # as SQL names it
    fields: dict  # column: Field, what the application writes
    seen: dict = field(default_factory=dict)  # column: SQL of what there must be in rows that the *other*, older one wrote
    also: str = ""  # a condition that holds of every row
    shown: dict = field(default_factory=dict)  # column: SQL that shows it as the field has it
    filled: dict = field(default_factory=dict)  # column: what it may be found to hold where nothing was written
    upserts_by: str = ""  # columns of a key: each insert is an upsert by it

    def more_rows(self):
        """SQL that makes rows of other tables, once those of this one are there."""
        return ""

    def _pairs(self, i, v):
        return [(f'"{c}"', quoted(f.literal(i, v))) for c, f in self.fields.items()]

    def insert(self, i, v):
        pairs = self._pairs(i, v)
        set_ = ", ".join(f"{c} = excluded.{c}" for c, _ in pairs)
        upsert = f" ON CONFLICT ({self.upserts_by}) DO UPDATE SET {set_}" if self.upserts_by else ""
        return (f'INSERT INTO {self.table} (id{"".join(", " + c for c, _ in pairs)}) '
                f'VALUES ({i}{"".join(", " + value for _, value in pairs)}){upsert}')

    def update(self, i, v):
        return f"UPDATE {self.table} SET {', '.join(f'{c} = {value}' for c, value in self._pairs(i, v))} WHERE id = {i}"

    def delete(self, i):
        return f"DELETE FROM {self.table} WHERE id = {i}"

    def select(self, i):
        return f"SELECT {', '.join(self._shown(c) for c in self.fields) or '1'} FROM {self.table} WHERE id = {i}"

    def scan(self, i):
        return f"SELECT id{''.join(', ' + self._shown(c) for c in self.fields)} FROM {self.table} WHERE id BETWEEN {i} AND {i + 20}"

    def whole(self):
        """All of it read once."""
        return (f"SELECT count(*), count(id){''.join(f', count({self._shown(c)})' for c in self.fields)} FROM {self.table} "
                "WHERE id IS NOT NULL")

    def literals(self, i, v):
        return tuple(f.literal(i, v) for f in self.fields.values())

    def is_row(self, found, i, v):
        """Whether `found` is what was written."""
        return all(text == wanted or (wanted is None and text == self.filled.get(column))
                   for column, text, wanted in zip(self.fields, found, self.literals(i, v)))

    def _shown(self, column):
        return self.shown.get(column, f'"{column}"::text')

    def wrong(self):
        """A query of the rows that are not what `journal` (id, v, old) says, v being id % 1000 where it says nothing."""
        tests = [f'{self._shown(c)} IS DISTINCT FROM (CASE WHEN coalesce(old, true) THEN {self.seen.get(c, f.sql)} ELSE {f.sql} END)'
                 for c, f in self.fields.items()]
        tests += [f"{self._shown(c)} IS DISTINCT FROM ({sql})" for c, sql in self.seen.items() if c not in self.fields]
        if self.also:
            tests.append(f"NOT ({self.also})")
        return (f"SELECT t::text FROM (SELECT t.*, coalesce(j.v, (t.id % 1000)::integer) AS v, j.old FROM {self.table} t "
                f"LEFT JOIN journal j USING (id)) t WHERE {' OR '.join(tests) or 'false'} LIMIT 5")


@dataclass
class Pair(Shape):
    """Rows of two tables, one of `other` to each, made and found together. Columns in `moved` are those of the other one."""
    other: str = ""
    key: str = ""  # of the other one, which refers to the first
    moved: tuple = ()

    def _apart(self, i, v):
        pairs = list(zip(self.fields, self._pairs(i, v)))
        return [p for c, p in pairs if c not in self.moved], [p for c, p in pairs if c in self.moved]

    def insert(self, i, v):
        first, second = self._apart(i, v)
        return (f'WITH made AS (INSERT INTO {self.table} (id{"".join(", " + c for c, _ in first)}) '
                f'VALUES ({i}{"".join(", " + value for _, value in first)}) RETURNING id) '
                f'INSERT INTO {self.other} ({self.key}{"".join(", " + c for c, _ in second)}) '
                f'SELECT id{"".join(", " + value for _, value in second)} FROM made')

    def update(self, i, v):
        first, second = self._apart(i, v)
        one = f"UPDATE {self.table} SET {', '.join(f'{c} = {value}' for c, value in first)} WHERE id = {i}"
        if not second:
            return one
        return (f"WITH changed AS ({one} RETURNING id) UPDATE {self.other} SET {', '.join(f'{c} = {value}' for c, value in second)} "
                f"FROM changed WHERE {self.key} = id")

    def joined(self):
        columns = "".join(f', {"p" if c in self.moved else "u"}."{c}"' for c in self.fields)
        return f"(SELECT u.id{columns} FROM {self.table} u LEFT JOIN {self.other} p ON p.{self.key} = u.id) AS joined"

    def select(self, i):
        return super().select(i).replace(f"FROM {self.table} ", f"FROM {self.joined()} ")

    def whole(self):
        return super().whole().replace(f"FROM {self.table} ", f"FROM {self.joined()} ")

    def scan(self, i):
        return super().scan(i).replace(f"FROM {self.table} ", f"FROM {self.joined()} ")

    def wrong(self):
        return super().wrong().replace(f"FROM {self.table} t ", f"FROM (SELECT * FROM {self.joined()}) t ")

    def more_rows(self):
        return f"INSERT INTO {self.other} ({self.key}) SELECT id FROM {self.table}"


def quoted(value):
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
