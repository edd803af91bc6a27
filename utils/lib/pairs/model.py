"""A schema as plain objects. `uid` says which object of B is which of A, whatever its name."""
import copy
import re
from dataclasses import dataclass, field
from typing import Optional

from .names import Namer


def quote(name):
    return '"' + name.replace('"', '""') + '"'


@dataclass
class Sql:
    """SQL over columns of one table: {12} stands for the column with uid 12, {{ for a brace."""
    text: str

    def uses(self):
        return {int(n) for n in re.findall(r"\{(\d+)\}", self.text)}

    def over(self, spell):
        return re.sub(r"\{(\d+)\}", lambda m: spell(int(m[1])), self.text)


@dataclass
class Column:
    uid: int
    name: str
    type: object  # a types.Type
    nullable: bool = False
    default: Optional[str] = None
    generation: str = ""  # serial, identity, identity_always, stored, virtual
    generated: Optional[Sql] = None
    collation: Optional[str] = None
    renamed_from: Optional[str] = None
    backfill: Optional[Sql] = None
    retyped: object = None  # the types.Change that B makes
    origin: bool = True  # it is in A
    comment: Optional[str] = None
    words: list = field(default_factory=list)  # storage and compression


@dataclass
class Constraint:
    uid: int
    kind: str  # primary_key, unique, check, foreign_key
    name: str
    columns: list = field(default_factory=list)  # uids
    check: Optional[Sql] = None
    parent: int = 0  # uid of a table
    parent_columns: list = field(default_factory=list)
    words: list = field(default_factory=list)  # deferrable, on_delete cascade ...
    include: list = field(default_factory=list)
    comment: Optional[str] = None
    overlaps: bool = False  # of an exclusion: ranges with && instead of values with =
    where: Optional[Sql] = None  # of an exclusion


@dataclass
class Index:
    uid: int
    name: str
    elements: list = field(default_factory=list)  # (uid or Sql, words)
    words: list = field(default_factory=list)
    where: Optional[Sql] = None
    include: list = field(default_factory=list)
    comment: Optional[str] = None

    def uses(self):
        parts = [e for e, _ in self.elements] + ([self.where] if self.where else [])
        return set(self.include).union(*[p.uses() if isinstance(p, Sql) else {p} for p in parts])


@dataclass
class Table:
    uid: int
    ns: str
    name: str
    rows: int = -1
    columns: list = field(default_factory=list)
    constraints: list = field(default_factory=list)
    indexes: list = field(default_factory=list)
    drops: list = field(default_factory=list)  # (name, archive)
    renamed_from: Optional[str] = None
    origin: bool = True
    comment: Optional[str] = None
    options: dict = field(default_factory=dict)  # word: what follows it

    def column(self, uid):
        return next((c for c in self.columns if c.uid == uid), None)

    def of_kind(self, kind):
        return [c for c in self.constraints if c.kind == kind]

    def spell(self, uid):
        return quote(self.column(uid).name)


@dataclass
class Enum:
    uid: int
    ns: str
    name: str
    labels: list = field(default_factory=list)
    renamed: dict = field(default_factory=dict)  # new label: old label
    drops: list = field(default_factory=list)
    added: list = field(default_factory=list)
    renamed_from: Optional[str] = None
    origin: bool = True
    comment: Optional[str] = None


@dataclass
class World:
    version: int
    namespaces: list = field(default_factory=list)
    extensions: dict = field(default_factory=dict)  # name: namespace or ""
    enums: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    drops: list = field(default_factory=list)  # (name, archive)
    things: dict = field(default_factory=dict)  # word of a kind: objects that stand alone
    grants: dict = field(default_factory=dict)  # (uid, column uid or 0, privilege, role): grant option
    policies: list = field(default_factory=list)
    row_security: dict = field(default_factory=dict)  # table uid: words
    publications: list = field(default_factory=list)
    remarks: dict = field(default_factory=dict)  # uid, or "namespace " and its name: comment
    privileges: dict = field(default_factory=dict)  # (the same, privilege, role): grant option
    first_namespaces: list = field(default_factory=list)  # A's
    moved_namespaces: dict = field(default_factory=dict)  # now: before
    namer: Namer = field(default_factory=Namer)
    changed: bool = False  # B: intents are written

    def __post_init__(self):
        self.next_uid = 1

    def uid(self):
        self.next_uid += 1
        return self.next_uid

    def copy(self):
        return copy.deepcopy(self)

    def table(self, uid):
        return next((t for t in self.tables if t.uid == uid), None)

    def enum(self, uid):
        return next((e for e in self.enums if e.uid == uid), None)

    def own(self, uid):
        """(word, type of the schema that columns are of)."""
        return next(((word, x) for word, things in self.things.items() if word.startswith("own_") for x in things if x.uid == uid), (None, None))

    def references(self, table_uid):
        """(child table, foreign key) of each key that refers to the table."""
        return [(t, k) for t in self.tables for k in t.of_kind("foreign_key") if k.parent == table_uid]
