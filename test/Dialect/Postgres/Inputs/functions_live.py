"""Holds include/schemac/Dialect/Postgres/Functions.def against servers: functions_live.py [--update] [VERSION...]

A function must be there from its version on and not before, until it was removed, be of its kind, and as volatile as the most volatile of its
forms; and what a server has and a statement may call must have a row. With --update, which needs every version from 12
on, the rows of FUNCTION are written anew; the other rows are of the hand that wrote them.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, *[os.pardir] * 4)
sys.path.insert(0, os.path.join(ROOT, "utils", "lib"))
from pgsession import Session
from postgres import PrivateServer, find_binaries

TABLE = os.path.join(ROOT, "include", "schemac", "Dialect", "Postgres", "Functions.def")
WORD = re.compile(r'^(?:CALLED_)?WORD\("(\w+)"', re.M)
REMOVED = re.compile(r'^REMOVED\("(\w+)", (\d+), \w+\)\n', re.M)
ROW = re.compile(r'^(FUNCTION|BY_FORM)\("(\w+)", (\d+), (\w+), (\w+)\)\n', re.M)
OLDEST = 12

# What only the server itself calls is left out: what has arguments or a result that no statement can write, what
# stands behind an operator, an aggregate, a class of operators, a range or a type, and what an upgrade of it uses;
# but for a few that people call all the same.
FUNCTIONS = """
WITH inner_function(oid) AS (
  SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn,
                      aggmfinalfn]::oid[]) FROM pg_aggregate
  UNION ALL SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze]::oid[])
            FROM pg_type
  UNION ALL SELECT unnest(ARRAY[rngcanonical, rngsubdiff]::oid[]) FROM pg_range
  UNION ALL SELECT amproc FROM pg_amproc
  UNION ALL SELECT unnest(ARRAY[lanplcallfoid, laninline, lanvalidator]) FROM pg_language
  UNION ALL SELECT objoid FROM pg_description
            WHERE classoid = 'pg_proc'::regclass AND (description LIKE 'implementation of %' OR
                  description LIKE '(internal)%' OR description LIKE 'internal %' OR description LIKE 'for use by %')
)
SELECT proname,
       CASE WHEN min(kind) = max(kind) THEN min(kind) ELSE 'Several' END,
       (ARRAY['Constant', 'Stable', 'Volatile'])[max(position(provolatile::text IN 'isv'))],
       min(provolatile::text) = max(provolatile::text)
FROM pg_proc p,
     LATERAL (SELECT CASE WHEN prokind = 'a' THEN 'Aggregate' WHEN prokind = 'w' THEN 'Window' WHEN proretset THEN 'Rows'
                          ELSE 'Row' END) AS of(kind)
WHERE pronamespace = 'pg_catalog'::regnamespace
  AND proname NOT LIKE 'binary\\_upgrade\\_%'
  AND (NOT EXISTS (SELECT FROM inner_function i WHERE i.oid = p.oid) OR
       proname IN ('array_cat', 'starts_with', 'hash_array', 'hashtext', 'hashtextextended', 'isempty', 'range_merge'))
  AND NOT EXISTS (SELECT FROM unnest(proargtypes::oid[] || prorettype) AS of(type)
                  WHERE type IN ('internal'::regtype, 'cstring'::regtype) OR type::regtype::text LIKE '%\\_handler')
GROUP BY proname ORDER BY proname COLLATE "C"
"""


def read(version):
    """Of a server: name → (kind, volatility, whether all forms are alike)."""
    with PrivateServer(version) as server:
        session = Session("postgres", server.environment)
        rows = session.rows(FUNCTIONS)
        session.close()
    return {name: (kind, volatility, alike in (True, "t")) for name, kind, volatility, alike in rows}


def wrong(version, table, removed, words, server):
    for name, until in removed.items():
        if (name in server) != (version < until):
            yield f"{name} is {'' if name in server else 'not '}there"
    for name, (macro, since, kind, volatility) in table.items():
        if (name in server) != (version >= since):
            yield f"{name} is {'' if name in server else 'not '}there"
        elif name in server and kind not in (server[name][0], "Several"):
            yield f"{name} is {server[name][0]}"
        elif name in server and macro == "FUNCTION" and server[name][1] != volatility:
            yield f"{name} is {server[name][1]}"
    for name in sorted(server.keys() - table.keys() - removed.keys() - words):
        yield f"{name} has no row"


def update(servers):
    if sorted(servers) != list(range(OLDEST, OLDEST + len(servers))):
        sys.exit("--update needs every version")
    newest = servers[max(servers)]
    with open(TABLE) as file:
        text = file.read()
    by_hand = {name for macro, name, *_ in ROW.findall(text) if macro == "BY_FORM"} | set(WORD.findall(text))
    rows = []
    for name in sorted(newest.keys() - by_hand):
        forms = [server[name] for server in servers.values() if name in server]
        if len({volatility for _, volatility, _ in forms}) > 1 or not all(alike for *_, alike in forms):
            sys.exit(f"{name} needs a row BY_FORM")
        kinds = {kind for kind, *_ in forms}
        since = min(v for v in servers if name in servers[v])
        rows.append(f'FUNCTION("{name}", {since}, {kinds.pop() if len(kinds) == 1 else "Several"}, {forms[0][1]})\n')
    start, end = [text.index(line) + len(line) for line in ("// --- all forms alike\n", "// --- end of them\n")]
    with open(TABLE, "w") as file:
        file.write(text[:start] + "".join(rows) + text[end - len("// --- end of them\n"):])


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    versions = [int(v) for v in arguments] or [v for v in range(OLDEST, 19) if find_binaries(v)]
    servers = {version: read(version) for version in versions}
    if "--update" in sys.argv:
        return update(servers)
    with open(TABLE) as file:
        text = file.read()
    table = {name: (macro, int(since), *rest) for macro, name, since, *rest in ROW.findall(text)}
    removed = {name: int(until) for name, until in REMOVED.findall(text)}
    failed = 0
    for version, server in servers.items():
        for line in wrong(version, table, removed, set(WORD.findall(text)), server):
            failed += 1
            print(f"PostgreSQL {version}: {line}")
        print(f"PostgreSQL {version}: {len(table)} rows")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
