#!/usr/bin/env python3
"""phases_live.py SCHEMAC UTILS PLAIN TOOL...: whether a history in phases leaves what the plain one leaves.

PLAIN holds 001.sql, 002.sql and down.sql. For each tool they become a history in its scheme, 002 is
rewritten by `check --fix=unsafe`, and every file runs as the tool would run it: a file that is sent as one
text goes through `psql -c`, which makes one query of it.
"""
import os
import re
import subprocess
import sys

schemac, utils, plain, tools = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]


def run(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)[:200]}\n{done.stdout}")
    return done.stdout


def psql(database, *arguments):
    return run("psql", "-qX", "-d", database, "-v", "ON_ERROR_STOP=1", *arguments)


def catalog(database):
    return run(sys.executable, os.path.join(utils, "catalog.py"), f"dbname={database}")


def read(path):
    with open(path) as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


FILES = {
    "goose": lambda n, up, down: (f"goose/0000{n}_x.sql", f"-- +goose Up\n{up}-- +goose Down\n{down}"),
    "sqlmigrate": lambda n, up, down: (f"sqlmigrate/0000{n}_x.sql", f"-- +migrate Up\n{up}-- +migrate Down\n{down}"),
    "prisma": lambda n, up, down: (f"prisma/2024010{n}000000_x/migration.sql", up),
    "numbered": lambda n, up, down: (f"numbered/00{n}_x.sql", up),
}
DIVIDED = ("goose", "sqlmigrate")  # both ways in one file


def files(tool):
    found = [os.path.join(where, name) for where, _, names in os.walk(tool) for name in names]
    return sorted(found)


def apply(tool, database, text, outside=False):
    if tool == "numbered":
        write("part.sql", text)
        psql(database, "-f", "part.sql")
    elif tool in DIVIDED and outside:  # statement by statement
        write("part.sql", text)
        psql(database, "-f", "part.sql")
    elif tool in DIVIDED:
        write("part.sql", text)
        psql(database, "-1", "-f", "part.sql")
    elif re.sub(r"--.*", "", text).strip():
        psql(database, "-c", text)


def sections(text):
    up, down = re.split(r"^-- \+(?:goose|migrate) Down(?: notransaction)?$", text, flags=re.M)
    return up, down, "NO TRANSACTION" in up or "Up notransaction" in up


for tool in tools:
    undo = read(os.path.join(plain, "down.sql"))
    for number, back in ((1, "DROP TABLE users; DROP TABLE orgs; DROP TABLE notes;\n"), (2, undo)):
        path, text = FILES[tool](number, read(os.path.join(plain, f"00{number}.sql")), back)
        write(path, text)
    for database in (f"{tool}_plain", f"{tool}_phases"):
        run("createdb", database)
    for number in (1, 2):
        psql(f"{tool}_plain", "-1", "-f", os.path.join(plain, f"00{number}.sql"))
    version = psql(f"{tool}_plain", "-Atc", "SHOW server_version_num").strip()
    version = f"postgres:{int(version) // 10000}"
    said = subprocess.run([schemac, "check", "--no-config", "--dialect", version, tool, "--fix=unsafe"],
                          stdout=subprocess.PIPE, text=True).stdout
    if "is in phases now" not in said:
        sys.exit(said)
    states = []
    for path in files(tool):
        states.append(catalog(f"{tool}_phases"))
        up, down, outside = sections(read(path)) if tool in DIVIDED else (read(path), "", False)
        apply(tool, f"{tool}_phases", up, outside)
    if catalog(f"{tool}_plain") != catalog(f"{tool}_phases"):
        sys.exit(run("diff", catalog(f"{tool}_plain"), catalog(f"{tool}_phases")))
    rows = ("SELECT md5(string_agg(u::text, ',' ORDER BY id)) FROM (SELECT id, email, tel, amount, org_id FROM users) u "
            "UNION ALL SELECT md5(string_agg(n::text, ',' ORDER BY id)) FROM notes n")
    if "but not UPDATE" in said:
        sys.exit(said)
    if psql(f"{tool}_plain", "-Atc", rows) != psql(f"{tool}_phases", "-Atc", rows):
        sys.exit(f"{tool}: other rows")
    print(f"{tool}: {len(files(tool))} files, the same catalog", flush=True)
    if tool in DIVIDED:
        for path in reversed(files(tool)[1:]):
            up, down, outside = sections(read(path))
            apply(tool, f"{tool}_phases", down, outside)
        if catalog(f"{tool}_phases") != states[1]:
            sys.exit(f"{tool}: another catalog than at the beginning")
        print(f"{tool}: back to where it began", flush=True)
