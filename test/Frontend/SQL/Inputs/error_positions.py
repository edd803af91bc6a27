#!/usr/bin/env python3
"""Whether schemac points at a syntax error where the server does: error_positions.py TRANSLATE

Each statement is sent to the server of the environment, which answers with a line and a caret, and
is read by schemac-translate. Message, line and column must be the same.
"""
import os
import re
import subprocess
import sys
import tempfile

STATEMENTS = [
    "CREATE TABLE t (a int NOT NUL)",
    "CREATE TABEL t (a int)",
    "CREATE TABLE t (a int,)",
    "CREATE TABLE t (a int",
    "CREATE TABLE t\n(\n  a int,\n  b intt eger\n)",
    "ALTER TABLE t ADD COLUMN",
    "ALTER TABLE t ALTER a SET TYPE int USIN a::int",
    "CREATE INDEX ON t USING btree a",
    "SELECT 'ä' FROM t WHERE 'é' = ) 1",
    'CREATE TABLE "ключ" (a int DEFALT 1)',
    "CREATE TYPE e AS ENUM (a)",
    "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE",
    "DROP TABLE IF EXIST t",
    "GRANT SELECT t TO x",
    "CREATE POLICY p ON t FOR UPDAT USING (true)",
    "COMMENT ON COLUMN t.a 'x'",
    "INSERT INTO t VALUES (1,)",
    "CREATE VIEW v AS SELECT FROM WHERE",
    "CREATE TABLE t (a int DEFAULT 1 + )",
    "CREATE TABLE t (a int) PARTITION BY RANGE",
]


def server(statement):
    done = subprocess.run(["psql", "-XAtq", "-d", "postgres", "-c", statement], text=True, capture_output=True)
    match = re.match(r"ERROR:  (.*)\nLINE (\d+): (.*)\n( *)\^", done.stderr)
    if not match:
        return "no error" if not done.returncode else done.stderr
    message, line, shown, blanks = match.groups()
    column = len(blanks) - len(f"LINE {line}: ")
    return f"{line}:{column + 1}: {message}"


def schemac(translate, statement):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.sql")
        with open(path, "w") as file:
            file.write(statement)
        done = subprocess.run([translate, "--from", "sql", path], text=True, capture_output=True)
    match = re.search(r"x\.sql:(\d+):(\d+): error: (.*) \[sql-syntax", done.stderr)
    if not match:
        return done.stderr or "no error"
    line, column, message = match.groups()
    text = statement.splitlines()[int(line) - 1].encode()  # columns count bytes, the server counts characters
    return f"{line}:{len(text[:int(column) - 1].decode()) + 1}: {message}"


def main():
    problems = 0
    for statement in STATEMENTS:
        said, ours = server(statement), schemac(sys.argv[1], statement)
        if said != ours:
            problems += 1
            print(f"{statement!r}\n  server:  {said}\n  schemac: {ours}")
    print(f"{len(STATEMENTS)} statements, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
