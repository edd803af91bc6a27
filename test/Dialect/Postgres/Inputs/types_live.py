"""Holds the table of type changes against a server: types_live.py SCHEMAC PROBE.SQL [FIRST/STEP]

For every pair of sample types: what ALTER COLUMN TYPE does to the table's and the index's files must be what
the binary says, and sample values must survive the way the table promises. With 2/4 every fourth pair, from the second on.
"""
import json
import subprocess
import sys

from pgsession import Session

SAMPLES = {
    "BOOLEAN": ["true", "false"],
    "SMALLINT": ["-32768", "0", "1", "32767"],
    "INTEGER": ["-2147483648", "0", "1", "2147483647", "16777217"],
    "BIGINT": ["-9223372036854775808", "0", "1", "9007199254740993", "9223372036854775807"],
    "REAL": ["0", "1", "0.1", "-3.4e38", "2.5"],
    "DOUBLE PRECISION": ["0", "1", "0.1", "1e300", "2.5"],
    "DECIMAL": ["0", "1", "0.1", "12345678901234567890.123456789", "2.5"],
    "DECIMAL(5,0)": ["0", "1", "99999"], "DECIMAL(10,2)": ["1.25", "99999999.99"],
    "DECIMAL(12,2)": ["1.25", "9999999999.99"], "DECIMAL(12,4)": ["1.2345", "99999999.9999"],
    "DECIMAL(20,0)": ["1", "99999999999999999999"],
    "MONEY": ["1.25", "92233720368547758.07"],
    "TEXT": ["", "a", "abc", "Hello, world", "1", "true", "{}", " padded "],
    "VARCHAR": ["", "a", "Hello, world", "2026-01-01"], "VARCHAR(3)": ["", "abc", "1"], "VARCHAR(5)": ["abcde", "5"],
    "CHAR": ["a", "1"], "CHAR(3)": ["abc", "a"], "CHAR(5)": ["abcde", "a"],
    "CITEXT": ["Abc", "1", "Hello, world"],
    "BYTEA": ["\\x00ff"],
    "UUID": ["00000000-0000-0000-0000-000000000000"],
    "JSON": ['{"b": 1, "a": 2}', "[1,  2]", "1"], "JSONB": ['{"a": 1}', "[1, 2]", "1", "true"],
    "XML": ["<a/>"], "INET": ["10.0.0.1", "10.0.0.0/8", "::1"], "OID": ["0", "1", "2147483647"],
    "BIT": ["1"], "BIT(3)": ["101"], "BIT(5)": ["10101"],
    "VARBIT": ["1", "1010101"], "VARBIT(3)": ["101"], "VARBIT(5)": ["10101"],
    "DATE": ["2026-11-21", "0044-03-15 BC", "infinity"],
    "TIME": ["00:00:00", "23:59:59.123456"], "TIME(3)": ["23:59:59.123"], "TIME(5)": ["23:59:59.12345"],
    "TIMETZ": ["23:59:59.123456+02"], "TIMETZ(3)": ["23:59:59.123+00"], "TIMETZ(5)": ["23:59:59.12345-08"],
    "TIMESTAMP": ["2026-11-21 01:02:03.123456", "infinity"], "TIMESTAMP(3)": ["2026-11-21 01:02:03.123"],
    "TIMESTAMP(5)": ["2026-11-21 01:02:03.12345"],
    "TIMESTAMPTZ": ["2026-11-21 01:02:03.123456+01", "-infinity"], "TIMESTAMPTZ(3)": ["2026-11-21 01:02:03.123+00"],
    "TIMESTAMPTZ(5)": ["2026-11-21 01:02:03.12345+00"],
    "INTERVAL": ["1 year 2 mons 3 days 04:05:06.789012"], "INTERVAL(3)": ["00:00:00.789"],
    "INTERVAL(5)": ["00:00:00.78901"],
    "CIDR": ["10.0.0.0/8", "10.1.2.3/32", "::/0"], "MACADDR": ["08:00:2b:01:02:03"],
    "MACADDR8": ["08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03:04:05"],
    "POINT": ["(1.5,-2)"], "LINE": ["{1,-1,0.1}"], "LSEG": ["[(0,0),(1,0.1)]"], "BOX": ["(2,2),(0,0.1)"],
    "PATH": ["[(0,0),(1,0.1)]", "((0,0),(1,0.1))"], "POLYGON": ["((0,0),(1,0.1),(2,0))"], "CIRCLE": ["<(0,0.1),2>"],
    "TSVECTOR": ["'a' 'it''s':2A"], "TSQUERY": ["'a' & !'b'"], "JSONPATH": ['$."a"[*]'], "PG_LSN": ["16/B374D848"],
    "XID": ["0", "4294967295"], "INT4RANGE": ["[1,5)", "empty"], "INT8RANGE": ["[1,9223372036854775807)", "(,)"],
    "NUMRANGE": ["(1.5,2]"], "TSRANGE": ['["2026-01-01 00:00:00",)'], "TSTZRANGE": ['["2026-01-01 00:00:00+00",)'],
    "DATERANGE": ["[2026-01-01,2026-02-01)"], "INT4MULTIRANGE": ["{[1,5),[7,8)}"], "INT8MULTIRANGE": ["{}"],
    "NUMMULTIRANGE": ["{(1.5,2]}"], "TSMULTIRANGE": ['{["2026-01-01 00:00:00",)}'],
    "TSTZMULTIRANGE": ['{["2026-01-01 00:00:00+00",)}'], "DATEMULTIRANGE": ["{[2026-01-01,2026-02-01)}"],
    '"mood"': ["sad", "ok"], '"temper"': ["ok", "calm"],
    "INTEGER[]": ["{1,2}", "{}"], "BIGINT[]": ["{1,9223372036854775807}"], "TEXT[]": ["{a,b}", "{}"],
    "VARCHAR(5)[]": ["{abcde}"], "TIMESTAMP[]": ['{"2026-11-21 01:02:03"}'],
}
# What may change silently where the table says that a value may be refused or rounded: fractions,
# precision, zones and times of day, the order of keys. Text does not, but that a boolean is spelled in one way.
ROUNDED = ("REAL", "DOUBLE", "DECIMAL", "MONEY", "TIME", "INTERVAL", "JSON")
# The server converts these by itself, and not as one would mean it: bytes become hexadecimal digits, an
# array its notation in braces, money the notation of the session's locale.
MEANT_OTHERWISE = ("BYTEA", "INTEGER[]", "BIGINT[]", "TEXT[]", "VARCHAR(5)[]", "TIMESTAMP[]")


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def refusal(change, seen):
    """What is wrong with what the server did, if anything."""
    expected = {"rewrite-may-fail": "rewrite", "no-cast": "42804"}.get(change["change"], change["change"])
    if change["change"] == "no-cast" and change["from"].startswith(MEANT_OTHERWISE):
        return None
    if expected in seen.split(" or "):
        return None
    return f"{change['name']}: the server does {seen}, the table says {change['change']}"


def conversion(change):
    """The table's costs are those without USING, unless it takes one to convert."""
    plain = change["cast"] in ("", "c") or change["change"] in ("catalog", "index-rebuild")
    return "" if plain else f"USING {change['cast']}"


def check_files(session, changes):
    values = ", ".join(f"({n}, {literal(c['from'])}, {literal(c['to'])}, {literal(conversion(c))})"
                       for n, c in enumerate(changes))
    rows = session.rows(f"SELECT n, altered(f, t, u, true) FROM (VALUES {values}) AS pairs (n, f, t, u)")
    return [refusal(changes[int(n)], seen) for n, seen in rows]


def check_values(session, changes, part):
    back = {(c["from"], c["to"]): c["cast"] for c in changes}
    cast = [c for c in changes[part] if c["cast"]]
    values = ", ".join(f"({n}, {literal(c['from'])}, {literal(c['to'])}, {literal(c['cast'])}, "
                       f"{literal(back[c['to'], c['from']])})" for n, c in enumerate(cast))
    rows = session.rows("SELECT n, v.refused, v.changed FROM "
                        f"(VALUES {values}) AS pairs (n, f, t, there, back), converted(f, t, there, back) v")
    for n, refused, changed in rows:
        change = cast[int(n)]
        safe = change["change"] != "rewrite-may-fail"
        if safe and refused:
            yield f"{change['name']}: refuses {refused}, the table says {change['change']}"
        # A text that is parsed is printed as its new type spells it: 10 is the network 10.0.0.0/8, and xid takes any text.
        rounded = change["from"].startswith(ROUNDED) or change["to"].startswith(
            (*ROUNDED, "BOOLEAN", "CIDR", "MACADDR", "TSVECTOR", "TSQUERY", "XID"))
        if changed and (safe or not rounded):
            yield f"{change['name']}: changes {changed} silently, the table says {change['change']}"


def main():
    schemac, probe, *rest = sys.argv[1:]
    first, step = map(int, rest[0].split("/")) if rest else (1, 1)
    part = slice(first - 1, None, step)
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", probe], check=True)
    session = Session()
    version = int(session.rows("SHOW server_version_num")[0][0]) // 10000
    session.rows("SET timezone = 'UTC'")
    for type, values in SAMPLES.items():
        for value in values:
            session.rows(f"INSERT INTO samples VALUES ({literal(type)}, {literal(value)})")
    changes = json.loads(subprocess.run([schemac, "list", "type-changes", "--json"], check=True,
                                        capture_output=True).stdout)
    if version < 14:  # which brought them
        changes = [c for c in changes if "MULTIRANGE" not in c["name"]]
    if missing := {c["from"] for c in changes} - set(SAMPLES):
        sys.exit(f"no sample values of {', '.join(sorted(missing))}")
    problems = [p for p in check_files(session, changes[part]) if p] + list(check_values(session, changes, part))
    print("\n".join(problems), end="\n" if problems else "")
    print(f"PostgreSQL {version}: {len(changes[part])} pairs of types, {len(problems)} differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
