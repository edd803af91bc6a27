#!/usr/bin/env python3
"""SQL as authors write it, on a server and back.

    spellings.py --schemac PROGRAM FILE

FILE holds lines `where: SQL` and, below each, lines `not: SQL`. Each SQL is put where it says (a check, an index,
a default of a type, a view) and made on the server. Planned from the database to the same text there is no step; planned to
the text behind `not:` there is a change, as the two do not mean the same.
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import introspected
import plans

COLUMNS = """    col @id : i32
    col @a : i32 nullable
    col @b : i32 nullable
    col @big : i64 nullable
    col @small : i16 nullable
    col @x : f64 nullable
    col @n : numeric(10, 2) nullable
    col @s : varchar(20) nullable
    col @c : char(3) nullable
    col @t : text nullable
    col @u : text nullable
    col @v : varchar(20) nullable
    col @flag : bool nullable
    col @d : date nullable
    col @at : timestamptz nullable
    col @ts : timestamp nullable
    col @j : jsonb nullable
    col @tags : array<text> nullable
    col @r : enum @role nullable
    col @net : inet nullable
"""


def literal(sql):
    return 'sql"' + sql.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Case:
    def __init__(self, where, sql, version):
        self.where, self.sql, self.others, self.since = where, sql, [], version

    def part(self, number, sql):
        """(column, part of the table, statement) with this text."""
        if self.where == "check":
            return "", f"    check @k{number} {literal(sql)}\n", ""
        if self.where == "index":
            return "", f"    index @k{number} ({literal(sql)})\n", ""
        if self.where == "partial":
            return "", f"    index @k{number} (@id) where {literal(sql)}\n", ""
        if self.where == "view":
            return "", "", f"  view @k{number} as {literal(sql)}\n"
        kind = self.where.split(" ", 1)[1]
        return f"    col @k{number} : {kind} nullable default {literal(sql)}\n", "", ""


def read(path, version):
    cases = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            where, sql = line.split(": ", 1)
            if where == "not":
                cases[-1].others.append(sql)
            else:
                since, _, where = where.rpartition("+ ")
                cases.append(Case(where, sql, int(since or 0)))
    return [case for case in cases if case.since <= version]


def schema(texts, cases):
    parts = [case.part(i, text) for i, (case, text) in enumerate(zip(cases, texts))]
    return ('schema @app dialect postgres {\n  enum @role {"member", "admin"}\n  table @t {\n' + COLUMNS + "".join(p[0] for p in parts) +
            "    primary_key @t_pkey (@id)\n" + "".join(p[1] for p in parts) + "  }\n" +
            "  table @o {\n    col @id : i32\n    col @tid : i32 nullable\n    col @name : varchar(20) nullable\n  }\n" +
            "".join(p[2] for p in parts) + "}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemac", required=True)
    parser.add_argument("file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check = introspected.Check(options.schemac, folder)
        cases = read(options.file, int(check.compiler.dialect.split(":")[1]))

        def write(name, texts):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(schema(texts, cases))
            return path

        check.made("spellings", write("a.sir", [case.sql for case in cases]))
        problems = []

        def changed(texts):
            done = subprocess.run([options.schemac, "drift", write("b.sir", texts), introspected.url("spellings"),
                                   "-Wno-database"], text=True, capture_output=True)
            if done.returncode not in (0, 1):
                raise plans.Failure(done.stderr)
            return {i for i in range(len(cases)) if f"'t.k{i}'" in done.stderr or f"'k{i}'" in done.stderr}, done.stderr

        found, said = changed([case.sql for case in cases])
        for i in sorted(found):
            shown = [line for line in said.split("\n") if f"k{i}'" in line]
            problems.append(f"differs from itself: {cases[i].where}: {cases[i].sql}\n  {shown[0] if shown else ''}")
        for k in range(max(len(case.others) for case in cases)):
            texts = [case.others[k] if k < len(case.others) else case.sql for case in cases]
            found, _ = changed(texts)
            for i, case in enumerate(cases):
                if k < len(case.others) and i not in found:
                    problems.append(f"not seen: {case.where}: {case.sql}\n  changed to: {case.others[k]}")
        print("\n".join(problems) if problems else "all told apart")
        return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
