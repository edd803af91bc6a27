"""Holds UtilityLocks.def against servers: utility_locks_live.py SCHEMAC FOLDER [VERSION...]

FOLDER/utility-locks.sql is a history: what stands above the line `-- the statements` is the schema, the rest are
statements, each run by itself. What `inspect --to locks` says of it must be what the server does, and every row of the
table must be met. Comments behind a statement: `-- since 14`, `-- while TABLE` for what runs outside of transactions:
the table that is held from beside, so that its locks can be seen.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 4, "utils", "lib"))
from lock_server import MODES, Databases
from pgsession import SqlError
from postgres import PrivateServer, find_binaries

VERSIONS = range(12, 19)


def history(folder, version):
    """The schema, and (statement, table to hold) of the version."""
    with open(os.path.join(folder, "utility-locks.sql")) as file:
        schema, rest = file.read().split("-- the statements\n")
    statements = []
    for line in rest.splitlines():
        sql, _, note = line.partition(" -- ")
        since = re.search(r"since (\d+)", note)
        held = re.search(r"while (\w+)", note)
        if sql and not (since and int(since[1]) > version):
            statements.append((sql.rstrip(";"), held and held[1]))
    return schema, statements


def claims(schemac, schema, statements, version):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("1_schema.sql", schema), ("2_use.sql", "".join(sql + ";\n" for sql, _ in statements))):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        run = subprocess.run([schemac, "inspect", "--to", "locks", "--dialect", f"postgres:{version}", "-Wno-sql", folder],
                             capture_output=True, text=True)
        if not run.stdout.startswith("["):
            sys.exit(run.stdout + run.stderr)
        said = [s for s in json.loads(run.stdout) if s["file"].endswith("2_use.sql")]
    assert len(said) == len(statements), f"{len(said)} statements of {len(statements)}"
    return said


def differences(claim, seen, alone):
    """What runs by itself is held up at its first table: what it has then must be what is said."""
    for name in sorted(set(claim["locks"]) | set(seen.locks)):
        says, does = claim["locks"].get(name, ""), seen.locks.get(name, "")
        if name not in claim["locks"] and MODES.index(does) <= MODES.index(says or claim["locks"].get(seen.owners.get(name), "")):
            continue
        if says != does and not (alone and not does):
            yield f"'{name}' is locked {does or 'not at all'}, not {says or 'not at all'}"
    wrote = sorted(seen.reads) if seen.work == "rewrite" else []
    if not alone and wrote != sorted(claim["rewrites"]):
        yield f"writes anew {', '.join(wrote) or 'nothing'}, not {', '.join(claim['rewrites']) or 'nothing'}"


def wanted_lock(database, table):
    """The mode of the lock that is waited for."""
    rows = database.watch.rows("SELECT mode FROM pg_locks WHERE NOT granted AND pid = %s AND relation = '%s'::regclass"
                               % (database.main.pid, table))
    return rows[0][0] if rows else None


def check(version, schemac, folder):
    schema, statements = history(folder, version)
    met, failures = set(), []
    with PrivateServer(version) as server:
        databases = Databases(server)
        base = databases.base("utility", lambda name: databases.psql(name, text=schema))
        for (sql, held), claim in zip(statements, claims(schemac, schema, statements, version)):
            met.add(claim.get("rule"))
            if claim["transaction"] != (held is None):
                failures.append(f"{sql}: {'runs in a transaction' if claim['transaction'] else 'runs alone'} is wrong")
                continue
            try:
                if held:
                    failures += [f"{sql}: {line}" for line in alone(databases, base, sql, held, claim)]
                else:
                    seen = databases.shared(base, []).observe([sql], None)
                    failures += [f"{sql}: {line}" for line in differences(claim, seen, False)]
            except SqlError as error:
                failures.append(f"{sql}: {error}")
        databases.close()
    return len(statements), met, failures


def alone(databases, base, sql, held, claim):
    """Whoever holds what conflicts with the mode that is said makes it wait, and who holds what does not, does not."""
    from lock_server import WAITS, spelled
    from pgsession import Session
    import time
    database = databases.copy(base, [])
    try:
        database.refuses_block(sql)
        mode = claim["locks"].get(held, "")
        strong = {"SHARE UPDATE EXCLUSIVE": "SHARE UPDATE EXCLUSIVE", "SHARE": "ROW EXCLUSIVE",
                  "ACCESS EXCLUSIVE": "ACCESS SHARE"}[mode]
        other = Session(database.name, database.environment)
        other.rows("BEGIN")
        other.rows(f"LOCK TABLE ONLY {held} IN {strong} MODE")
        database.main.send(sql)
        end = time.monotonic() + 30
        while database.watch.rows(WAITS % database.main.pid)[0][0] == "0":
            if time.monotonic() > end:
                yield f"does not wait for {strong} on {held}"
                break
        seen = wanted_lock(database, held)
        if seen and spelled(seen) != mode:
            yield f"'{held}' is to be locked {spelled(seen)}, not {mode}"
        if not seen:
            yield f"'{held}' is not what it waits for"
        other.rows("COMMIT")
        database.main.finish()
        other.close()
    finally:
        database.close()


def main():
    schemac, folder, *named = sys.argv[1:]
    listed = json.loads(subprocess.run([schemac, "list", "utility-locks", "--json"], check=True, capture_output=True).stdout)
    failed = 0
    for version in [int(v) for v in named] or [v for v in VERSIONS if find_binaries(v)]:
        rows = {row["name"] for row in listed if row["since"] <= version <= row["until"]}
        count, met, failures = check(version, schemac, folder)
        failures += [f"{row}: no statement meets this row" for row in sorted(rows - met)]
        print(*[f"PostgreSQL {version}: {line}" for line in failures], sep="\n", end="\n" if failures else "")
        print(f"PostgreSQL {version}: {len(met & rows)} of {len(rows)} rows, {count} statements, {len(failures)} differences")
        failed += len(failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
