"""What an author would answer to the questions that schemac asks about a change.

A plan is refused while a rename is not declared or a required column has no value for the rows that
are there. The answers are options for the next attempt, made from the diagnostics of the last one.
"""
import re

NAME = re.compile(r"'([^']*)'")


def quoted(message):
    return NAME.findall(message)


def fill_expression(column_line):
    """SQL for any value of the type in a catalog's line "column s.t.c: type not null ..."."""
    kind = re.sub(r"\(.*?\)", "", column_line.split(": ", 1)[1]).split(" not null")[0].split(" default")[0].strip()
    simple = {"text": "''", "character varying": "''", "character": "''", "boolean": "false", "jsonb": "'{}'",
              "json": "'{}'", "uuid": "gen_random_uuid()", "bytea": "''", "inet": "'0.0.0.0'"}
    if kind in simple:
        return simple[kind]
    if kind.endswith("[]"):
        return "'{}'"
    if kind.startswith(("timestamp", "date", "time")):
        return "now()"
    return "0"


class Answers:
    """`facts` are the catalog lines of the target, `renames` whether what looks like a rename is one."""

    def __init__(self, facts, renames):
        self.renames = renames
        self.options = ["--confirm-drop", "all"]
        self.columns, self.enums = {}, {}
        for line in facts:
            subject, _, what = line.partition(": ")
            kind, _, name = subject.partition(" ")
            parts = [part.strip('"') for part in re.findall(r'"[^"]*"|[^.]+', name)]
            if kind == "column":
                self.columns[".".join(parts[1:])] = line
                self.columns[".".join(parts)] = line
            elif kind == "enum":
                self.enums[parts[-1]] = re.findall(r"'([^']*)'", what)

    def improve(self, findings):
        """Adds options for the errors; False when none of them is a question with an answer."""
        added = []
        for code, message in findings:
            names = quoted(message)
            if code in ("SC3102", "SC3103", "SC3104") and len(names) >= 2:
                added += ["--rename" if self.renames else "--not-renamed", f"{names[1]}={names[0]}"]
            elif code == "SC3203":
                added += ["--confirm-drop", f"{names[1]}.{names[0]}"]
            elif code in ("SC3204", "SC3205", "SC3502"):
                column = self.column_of(names)
                if column:
                    added += ["--backfill", f"{column}={self.value_of(column, code)}"]
        added = [option for option in zip(added[::2], added[1::2]) if list(option) not in self.pairs()]
        self.options += [part for option in added for part in option]
        return bool(added)

    def pairs(self):
        return [list(pair) for pair in zip(self.options[::2], self.options[1::2])]

    def column_of(self, names):
        """The first of `names`, or of their combinations, that is a column of the target."""
        candidates = names + [f"{a}.{b}" for a in names for b in names]
        return next((name for name in candidates if name in self.columns), None)

    def value_of(self, column, code):
        line = self.columns[column]
        kind = line.split(": ", 1)[1].split(" not null")[0].split(" default")[0]
        if code in ("SC3205", "SC3502"):
            return f'"{column.split(".")[-1]}"::text::{kind}'
        enum = kind.split(".")[-1].strip('"')
        return f"'{self.enums[enum][0]}'" if enum in self.enums else fill_expression(line)
