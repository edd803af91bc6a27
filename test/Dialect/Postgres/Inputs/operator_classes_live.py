"""Holds include/schemac/IR/OperatorClasses.def against servers: operator_classes_live.py [--update] [--schemac PROGRAM] [VERSION...]

A class must be there from its version on and not before, and be for values of its type; and what a server has must have
a row. With --update, which needs every version from 12 on, the rows are written anew. With --schemac, every class is
tried with a column of every type, on the server and with `schemac check`, which must refuse exactly what it refuses.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, *[os.pardir] * 4)
sys.path.insert(0, os.path.join(ROOT, "utils", "lib"))
from pgsession import Session
from postgres import PrivateServer, find_binaries

TABLE = os.path.join(ROOT, "include", "schemac", "IR", "OperatorClasses.def")
TYPES = os.path.join(ROOT, "include", "schemac", "Dialect", "Postgres", "Types.def")
ROW = re.compile(r'^CLASS(_OF)?\((\w+), "(\w+)", (\d+), "?([^")]+)"?\)\n', re.M)
START, END = "// --- of the server\n", "// --- end of them\n"
OLDEST = 12
MANY = {"anyarray": "Array", "anyenum": "Enum", "anyrange": "Range", "anymultirange": "MultiRange", "record": "Composite"}

CLASSES = """
SELECT amname, opcname, CASE WHEN typtype = 'p' THEN typname ELSE format_type(opcintype, NULL) END
FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod JOIN pg_type t ON t.oid = opcintype
ORDER BY amname, opcname COLLATE "C"
"""
# Beside the types of the table, one of each kind that has no name of its own.
MADE = {"array": "integer[]", "enum": "mood", "composite": "pair", "domain": "word", "range": "spans"}
SETUP = """CREATE TYPE mood AS ENUM ('ok');
CREATE TYPE pair AS (a integer);
CREATE DOMAIN word AS varchar(9);
CREATE TYPE spans AS RANGE (subtype = integer);
"""
# Each index is undone at once.
REFUSES = """CREATE FUNCTION refuses(method text, class text, of text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE INDEX ON %I USING %I (a %I)', of, method, class);
  RAISE EXCEPTION 'taken' USING ERRCODE = 'P0001';
EXCEPTION WHEN raise_exception THEN RETURN false; WHEN OTHERS THEN RETURN true;
END $$"""


def macro_type(name, kinds):
    """How the table calls a type of the server, and by which macro."""
    if name in MANY:
        return "CLASS", MANY[name]
    return ("CLASS", kinds[name]) if name in kinds else ("CLASS_OF", f'"{name.strip(chr(34))}"')


def kinds_of(session):
    """The kinds of Types.def by the names that the server gives them."""
    with open(TYPES) as file:
        rows = re.findall(r'^PG_TYPE\((\w+), "([^"]+)"', file.read(), re.M)
    kinds = {}
    for kind, spelling in rows:
        if kind != "CiText" and session.rows(f"SELECT to_regtype('{spelling}') IS NOT NULL")[0][0] in (True, "t"):
            kinds[session.rows(f"SELECT format_type('{spelling}'::regtype, NULL)")[0][0]] = kind
    return kinds


def read(session):
    """Of a server: (method, class) → (macro, type)."""
    kinds = kinds_of(session)
    return {(method, name): macro_type(of, kinds) for method, name, of in session.rows(CLASSES)}


def wrong(version, table, server):
    for key, (since, of) in table.items():
        if (key in server) != (version >= since):
            yield f"{key} is {'' if key in server else 'not '}there"
        elif key in server and server[key] != of:
            yield f"{key} is of {server[key]}"
    for key in sorted(server.keys() - table.keys()):
        yield f"{key} has no row"


def types_of(session):
    """The columns to try: label → type."""
    return MADE | {re.sub(r"\W+", "_", name): name for name in kinds_of(session)}


def refused_by_server(session, types):
    for statement in [*SETUP.strip().split("\n"), REFUSES]:
        session.rows(statement)
    for label, sql in types.items():
        session.rows(f"CREATE TABLE t_{label} (a {sql})")
    tables = ", ".join(f"('{label}')" for label in types)
    rows = session.rows("SELECT DISTINCT amname, opcname, label FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod, "
                        f"(VALUES {tables}) AS of(label) WHERE refuses(amname, opcname, 't_' || label)")
    return {tuple(row) for row in rows}


def refused_by_schemac(schemac, version, types, classes):
    lines, places = SETUP.strip().split("\n"), {}
    lines += [f"CREATE TABLE t_{label} (a {sql});" for label, sql in types.items()]
    for method, name in classes:
        for label in types:
            lines.append(f"CREATE INDEX i{len(lines)} ON t_{label} USING {method} (a {name});")
            places[len(lines)] = (method, name, label)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "1_all.sql")
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        done = subprocess.run([schemac, "check", "--dialect", f"postgres:{version}", folder],
                              capture_output=True, text=True)
    found = re.findall(r"^[^\s].*?:(\d+):\d+: error: ", done.stdout + done.stderr, re.M)
    return {places[int(line)] for line in found}


def compare(schemac, version, session, server):
    types = types_of(session)
    there, here = refused_by_server(session, types), refused_by_schemac(schemac, version, types, server)
    # PostgreSQL 12 has another class in mind by this name: whatever is that of the type.
    loose = {case for case in there if version == 12 and case[1] == "timestamp_ops"}
    for case in sorted(there - here - loose):
        yield f"takes {case}, which the server refuses"
    for case in sorted(here - there):
        yield f"refuses {case}, which the server takes"


def update(servers):
    if sorted(servers) != list(range(OLDEST, OLDEST + len(servers))):
        sys.exit("--update needs every version")
    newest = servers[max(servers)]
    rows = []
    for (method, name), (macro, of) in sorted(newest.items()):
        since = min(v for v in servers if (method, name) in servers[v])
        rows.append(f'{macro}({method}, "{name}", {since}, {of})\n')
    with open(TABLE) as file:
        text = file.read()
    start, end = text.index(START) + len(START), text.index(END)
    with open(TABLE, "w") as file:
        file.write(text[:start] + "".join(rows) + text[end:])


def main():
    arguments = sys.argv[1:]
    writes = "--update" in arguments
    schemac = arguments[arguments.index("--schemac") + 1] if "--schemac" in arguments else None
    versions = [int(v) for v in arguments if v.isdigit()] or [v for v in range(OLDEST, 19) if find_binaries(v)]
    with open(TABLE) as file:
        table = {(method, name): (int(since), (f"CLASS{of}", f'"{kind}"' if of else kind))
                 for of, method, name, since, kind in ROW.findall(file.read())}
    servers, failed = {}, 0
    for version in versions:
        with PrivateServer(version) as server:
            session = Session("postgres", server.environment)
            servers[version] = read(session)
            faults = [] if writes else list(wrong(version, table, servers[version]))
            if schemac:
                faults += compare(schemac, version, session, servers[version])
            session.close()
        for line in faults:
            print(f"PostgreSQL {version}: {line}")
        failed += len(faults)
        print(f"PostgreSQL {version}: {len(table)} rows")
    if writes:
        update(servers)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
