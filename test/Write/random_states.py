"""Random states of MySQL and SQLite as `.sir`: state("mysql", seed).

Names, labels and texts are hostile now and then; what a state says is what the database could be made of.
"""
import random

MYSQL_TYPES = [
    "bool", "i8", "i16", "i24", "i32", "i64", "u8", "u16", "u24", "u32", "u64", "f32", "f64", "uf64", "numeric(65, 30)", "numeric(10, 2)",
    "unumeric(8, 1)", "bit(1)", "bit(7)", "char(3)", "varchar(191)", "varchar(20)", "binary(16)", "varbinary(9)", "tinytext", "text",
    "mediumtext", "longtext", "tinybytes", "bytes", "mediumbytes", "longbytes", "date", "time(0)", "timestamp", "timestamp(3)", "timestamptz(6)",
    "year", "json", "point", 'native("geometry")', 'enum("a", "it\'s", "B b", "1")', 'enum("")', 'set("x", "y")']
SQLITE_TYPES = [
    "i64", "i32", "i16", "u64", "bool", "f64", "f32", "numeric(10, 2)", "text", "varchar(20)", "char(3)", "bytes", "date", "time", "timestamp",
    "timestamptz", "json", "jsonb", "uuid", 'native("bigint")', 'native("decimal")', 'native("decimal(5,1)")', 'native("nvarchar(9)")',
    'native("some odd type")']
NAMES = ["id", "name", "user_id", "at", "kind", "select", "Total Sum", "größe", "a`b", "_x", "A", "note", "value", "left"]
LONG = {"tinytext", "text", "mediumtext", "longtext", "tinybytes", "bytes", "mediumbytes", "longbytes"}
NO_KEY = {"json", "point", 'native("geometry")'}
TEXTS = ["'x'", "'it''s'", "''", "'a \"b\"'"]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def name(text):
    plain = text.replace("_", "a").isalnum() and text.isascii()
    return "@" + (text if plain else quoted(text))


class Table:
    def __init__(self, state, number):
        self.state, self.rng = state, state.rng
        self.name = self.rng.choice(["users", "orders", "Order Items", "log", "select", "_AToB"]) + str(number)
        self.columns = {}  # name: type
        self.lines, self.options, self.nullable, self.parts = [], "", set(), set()
        self.key = []

    def column(self, called, kind, more="", nullable=None):
        nullable = self.rng.random() < 0.4 if nullable is None else nullable
        self.columns[called] = kind
        if nullable:
            self.nullable.add(called)
        comment = f" comment {quoted(self.rng.choice(TEXTS))}" if self.state.mysql and self.rng.random() < 0.1 else ""
        self.lines.append(f"col {name(called)} : {kind}{' nullable' if nullable else ''}{more}{comment}")

    def default(self, kind):
        chance = self.rng.random()
        if chance > 0.4 or kind in LONG | NO_KEY or kind.startswith(("enum", "set", "bit", "native", "binary", "varbinary", "time(", "time")) and not kind.startswith("timestamp"):
            return f""" default sql"'{self.rng.choice(['a', 'B b'])}'" """.rstrip() if kind.startswith("enum(\"a") and chance < 0.2 else ""
        if kind.startswith("timestamp"):
            digits = kind[kind.find("("):] if "(" in kind else ""
            return f' default sql"CURRENT_TIMESTAMP{digits}"' + (f' on_update sql"CURRENT_TIMESTAMP{digits}"' if self.state.mysql and chance < 0.1 else "")
        if kind in ("text",) or kind.startswith(("varchar", "char")):
            return f' default sql{quoted(self.rng.choice(TEXTS))}'
        if kind == "bool":
            return f' default sql"{self.rng.choice(["true", "0"])}"'
        if kind.startswith(("i", "u", "f", "numeric")) and kind != "uuid":
            return f' default sql"{self.rng.choice(["0", "7", "1"])}"'
        return ""

    def indexable(self):
        return [c for c, kind in self.columns.items() if kind not in NO_KEY and kind not in LONG]

    def fill(self):
        rng, mysql = self.rng, self.state.mysql
        counted = rng.random() < 0.6
        first = rng.choice(["u64", "i32", "u32", "i64"]) if mysql else "i64"
        start = f" start {rng.randrange(2, 99)}" if mysql and counted and rng.random() < 0.2 else ""
        self.column("id", first, " identity" + start if counted else "", nullable=False)
        for called in rng.sample(NAMES[1:], rng.randrange(1, 7)):
            kind = rng.choice(MYSQL_TYPES if mysql else SQLITE_TYPES)
            more = self.default(kind)
            if rng.random() < 0.1:
                more = f' {rng.choice(["stored", "virtual"])} sql"id + 1"'
            elif mysql and kind.startswith("varchar") and rng.random() < 0.2:
                more += " charset @latin1 collate @latin1_bin"
            elif not mysql and kind == "text" and rng.random() < 0.2:
                more += " collate @NOCASE"
            elif mysql and rng.random() < 0.05:
                more += " invisible"
            self.column(called, kind, more)
        self.key = ["id"]
        others = [c for c in self.indexable() if c not in self.nullable and c != "id"]
        if not counted and others and rng.random() < 0.5:
            self.key = rng.sample(others, 1) + ["id"]
        texts = [c for c, kind in self.columns.items() if kind in ("text", "longtext") and c not in self.nullable]
        ends = [name(c) for c in self.key]
        if mysql and texts and rng.random() < 0.3:
            self.key.append(texts[0])
            ends.append(f"{name(texts[0])} length 9")
        if mysql and rng.random() < 0.1:
            ends[0] += " desc"
        key = self.name + "_pkey" if mysql or rng.random() < 0.7 else "key"
        self.lines.append(f"primary_key {name(key)} ({', '.join(ends)})")
        self.state.claim(key)
        for number in range(rng.randrange(4)):
            self.index(number)
        if rng.random() < 0.4:
            self.lines.append(f'check {name(self.name + "_check")} sql"id > {rng.randrange(9)}"')
        if mysql and rng.random() < 0.5:
            self.options += " with (" + rng.choice(["charset = utf8mb4, collate = utf8mb4_unicode_ci", "engine = InnoDB", "row_format = DYNAMIC"]) + ")"
        elif not mysql and not counted and rng.random() < 0.2:
            self.options += " with (without_rowid = true)"

    def index(self, number):
        rng, mysql = self.rng, self.state.mysql
        columns = self.indexable()
        chosen = rng.sample(columns, min(len(columns), rng.randrange(1, 3)))
        ends = []
        for c in chosen:
            end = name(c)
            if mysql and self.columns[c] == "varchar(191)" and rng.random() < 0.3:
                end += " length 5"
            if not mysql and rng.random() < 0.1:
                end += " collate @NOCASE"
            ends.append(end + (" desc" if rng.random() < 0.2 else ""))
        called = f"{self.name}_{'_'.join(chosen)}_{rng.choice(['key', 'idx', 'x'])}"
        if called in self.parts or called in self.state.relations:
            return
        self.parts.add(called)
        self.state.claim(called)
        more = " unique" if rng.random() < 0.4 else ""
        if not mysql and rng.random() < 0.2:
            more += ' where sql"id > 5"'
        if mysql and rng.random() < 0.1:
            more += " with (invisible = true)"
        self.lines.append(f"index {name(called)} ({', '.join(ends)}){more}")

    def refer(self, other):
        """A foreign key to the number of another table, or of this one."""
        rng = self.rng
        kind = other.columns["id"]
        if other.key != ["id"] or other.parted or self.parted:
            return
        column = f"{other.name.lower().replace(' ', '_')}_id"
        if column in self.columns:
            return
        nullable = rng.random() < 0.6
        self.column(column, kind, nullable=nullable)
        actions = ["", " on_delete cascade", " on_delete set_null on_update cascade"] if nullable else ["", " on_delete cascade on_update cascade"]
        called = rng.choice([f"{self.name}_{column}_fkey", f"fk{len(self.lines)}{self.name}"])
        deferred = " deferrable" if not self.state.mysql and rng.random() < 0.2 else ""
        self.lines.append(f"foreign_key {name(called)} ({name(column)}) references {name(other.name)} (@id){rng.choice(actions)}{deferred}")

    parted = False

    def divide(self):
        if not self.state.mysql or self.rng.random() > 0.2 or self.key[0] != "id" or any(" unique" in line for line in self.lines):
            return
        self.parted = True
        self.options += " into " + self.rng.choice([
            'hash sql"id + 1" parts 3', "linear_key (@id) (@a, @b)", 'range sql"id" (@p0 sql"10" comment "it\'s old", @p1 sql"MAXVALUE")',
            'range_columns (@id) (@p0 sql"10")', 'list sql"id" (@p0 sql"1, 2", @p1 sql"3")', 'list_columns (@id) (@p0 sql"1")'])

    def trigger(self, number):
        rng = self.rng
        event = rng.choice(["insert", "update", "delete"])
        called = f"{self.name}_t{number}"
        if self.state.mysql:
            body = rng.choice(["SET @x = 1", "BEGIN\n  IF OLD.id > 1 THEN SET @x = 'a;b'; END IF;\nEND" if event != "insert" else "SET NEW.id = 1"])
            self.lines.append(f"trigger {name(called)} {rng.choice(['before', 'after'])} {event} as sql{quoted(body)}")
        else:
            when = ' when sql"1 > 0"' if rng.random() < 0.5 else ""
            event += " of (@id)" if event == "update" and rng.random() < 0.5 else ""
            body = "BEGIN\n  SELECT CASE WHEN 1 THEN 'x;' END;\nEND"
            self.lines.append(f"trigger {name(called)} {rng.choice(['before', 'after'])} {event}{when} as sql{quoted(body)}")


class State:
    def __init__(self, dialect, seed):
        self.rng, self.mysql, self.relations = random.Random(f"{dialect} {seed}"), dialect == "mysql", set()
        self.tables = []
        for number in range(self.rng.randrange(1, 5)):
            table = Table(self, number)
            self.claim(table.name)
            table.fill()
            table.divide()
            self.tables.append(table)
        for table in self.tables:
            if self.rng.random() < 0.6:
                table.refer(self.rng.choice(self.tables))
            for number in range(self.rng.choice([0, 0, 1, 3])):
                table.trigger(number)

    def claim(self, relation):
        self.relations.add(relation)

    def text(self):
        version = "9.7" if self.mysql else "3.99"
        lines = [f"schema @app dialect {'mysql' if self.mysql else 'sqlite'} {version} {{"]
        for table in self.tables:
            order = {"col": 0, "primary_key": 1}
            body = sorted(table.lines, key=lambda line: order.get(line.split()[0], 2))
            lines += [f"  table {name(table.name)}{table.options} {{"] + [f"    {line}" for line in body] + ["  }"]
            if self.mysql and self.rng.random() < 0.1:
                lines.append('    comment "it\'s a table"')
        if self.rng.random() < 0.4:
            lines.append(f'  view @seen as sql{quoted("select id from " + self.sql_name(self.tables[0].name))}')
        return "\n".join(lines + ["}", ""])

    def sql_name(self, called):
        return f"`{called}`" if self.mysql else f'"{called}"'


def state(dialect, seed):
    return State(dialect, seed).text()
