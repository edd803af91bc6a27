#!/usr/bin/env python3
"""SchemaHero's own documents, read by schemac.

    schemahero.py --schemac PROGRAM --corpora FOLDER --work FOLDER

Runs beside a server (utils/pg.py). Every folder of documents for PostgreSQL or MySQL compiles; every other is refused with one
located error for each document. Tests of SchemaHero for MySQL are held against the plan on a private MariaDB, where there is one:
the tables of their documents, made from nothing, are what the expected statements make of the fixtures. Where a test of SchemaHero has the statements that it expects, they and the plan lead, each from the
test's fixtures, to the same catalog; EXCEPTIONS are those that do not, with the reason.
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import catalog
import mariadb
import plans

# Tests of SchemaHero whose statements leave another catalog than the plan, and lines of it that differ.
EXCEPTIONS = {
    "create-table-with-index": "SchemaHero makes a constraint of a unique index when it makes the table",
    "index-with-clause": "the same; and its statement gives a btree index a parameter that only GIN has, which servers refuse",
}
# Documents that no server takes, and what refuses them.
REFUSED = {"postgres/index-with-clause": "no storage parameter 'gin_pending_list_limit'"}
# Fixtures that a server of the machine cannot run.
NO_SERVER = {
    "extensions": "needs the extension vector",
    "user-defined-type-vector": "needs the extension vector",
}


# The same for MySQL.
OUTSIDE = "refers to tables that only the fixtures have, so that nothing can be made of it alone: refused at the foreign key"
MYSQL_EXCEPTIONS = {
    "add-collation": "SchemaHero converts the table and with it the column, whose document says another character set",
    "foreign-key-action": OUTSIDE,
    "foreign-key-alter": OUTSIDE,
    "foreign-key-create": OUTSIDE,
    "foreign-key-drop": "MariaDB makes a foreign key of REFERENCES beside a column, which MySQL reads and forgets",
    "unchanged-charset": "tinyint (3, 0) is left as tinyint(1) where it is that; made from nothing it is tinyint",
}
# Statements that MariaDB does not know.
MYSQL_ONLY = {
    "remove-charset": "names the collation utf8mb4_0900_ai_ci, which only MySQL has",
}


def run(*command):
    return subprocess.run(command, text=True, capture_output=True)


def url(database):
    return f"postgresql://{os.environ['PGUSER']}@/{database}?host={os.environ['PGHOST']}"


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def made(name, *files):
    """A database in which the files were run, those that there are."""
    database = plans.Database(name)
    database.run(*[file for file in files if os.path.exists(file)])
    return database


def compile_all(options, problems):
    """Every folder of documents, alone: what is for PostgreSQL compiles, what is not is refused where it says so."""
    count = refused = 0
    root = os.path.join(options.corpora, "yaml", "schemahero")
    for folder in sorted({os.path.dirname(path) for path in glob.glob(root + "/**/*.yaml", recursive=True)}):
        texts = [read(path) for path in sorted(glob.glob(folder + "/*.yaml"))]
        tables = [text for text in texts if re.search(r"^\s*schema:|seedData:|kind: (Table|DatabaseExtension)", text, re.M)]
        if not tables:
            continue
        done = run(options.schemac, "convert", "--to", "sir", folder)
        foreign = [text for text in tables if re.search(r"^\s+(timescaledb|cassandra|rqlite):", text, re.M)]
        errors = re.findall(r"^(\S+):\d+:\d+: error: (.*)$", done.stderr, re.M)
        if foreign:
            refused += 1
            if len(errors) != len(foreign) or any(not re.search(r"SC162[23]", text) for _, text in errors):
                problems.append(f"{folder}: {len(foreign)} documents for others, errors: {errors}")
        elif why := next((text for name, text in REFUSED.items() if f"/{name}/" in folder + "/"), None):
            refused += 1
            if len(errors) != 1 or why not in errors[0][1]:
                problems.append(f"{folder}: one error was to come, {why}: {errors}")
        else:
            count += 1
            if done.returncode or errors:
                problems.append(f"{folder}: {done.stderr}")
    return count, refused


def compare(options, problems):
    """SchemaHero's statements and the plan, each from the fixtures."""
    count = 0
    for folder in sorted(glob.glob(os.path.join(options.corpora, "yaml", "schemahero", "integration", "tests", "postgres", "*"))):
        test = os.path.basename(folder)
        if test in NO_SERVER or not os.path.exists(os.path.join(folder, "expect.sql")):
            continue
        fixtures, expected = os.path.join(folder, "fixtures.sql"), os.path.join(folder, "expect.sql")
        name = test.replace("-", "_")
        problem = None
        try:
            theirs = made(name + "_theirs", fixtures, expected)
            ours = made(name + "_ours", fixtures)
            out = os.path.join(options.work, name)
            shutil.rmtree(out, ignore_errors=True)
            plan = plans.Compiler(options.schemac).plan(url(name + "_ours"), os.path.join(folder, "specs"), out)
            ours.run(*[plan.script(phase, "up") for phase in plan.phases])
            plans.expect_same(test, theirs.catalog(), ours.catalog())
        except (plans.Failure, RuntimeError, subprocess.CalledProcessError) as failure:
            problem = str(failure)
        count += 1
        if bool(problem) != (test in EXCEPTIONS):
            problems.append(f"{test}: {problem or 'is an exception, and is none any more'}")
    return count


def of_tables(lines, tables):
    """The lines of a catalog that are about these tables."""
    return [line for line in lines if re.match(r"\w+ (\S+?)[.:]", line).group(1) in tables]


def compare_mysql(options, problems):
    """What SchemaHero's statements make of the fixtures, and what the plan makes of nothing."""
    count = 0
    for folder in sorted(glob.glob(os.path.join(options.corpora, "yaml", "schemahero", "integration", "tests", "mysql", "*"))):
        test = os.path.basename(folder)
        specs = os.path.join(folder, "specs")
        sir = run(options.schemac, "convert", "--to", "sir", specs).stdout
        tables = set(re.findall(r"^  table @(\w+)", sir, re.M))
        if test in MYSQL_ONLY or not tables:
            continue
        count += 1
        problem = None
        try:
            theirs, ours = mariadb.Database("theirs"), mariadb.Database("ours")
            theirs.run(read(os.path.join(folder, "fixtures.sql")))
            theirs.run(read(os.path.join(folder, "expect.sql")))
            made = run(options.schemac, "plan", "--no-config", "--from", "empty", "--to", specs, "--dialect", "mariadb:10.11",
                       "--format", "sql")
            if made.returncode:
                raise plans.Failure(made.stderr)
            ours.run(made.stdout)
            wanted, have = (of_tables(database.catalog(), tables) for database in (theirs, ours))
            if wanted != have:
                raise plans.Failure("\n".join(sorted([f"- {x}" for x in set(wanted) - set(have)] + [f"+ {x}" for x in set(have) - set(wanted)])))
        except (plans.Failure, mariadb.ServerError) as failure:
            problem = str(failure)
        if bool(problem) != (test in MYSQL_EXCEPTIONS):
            problems.append(f"{test} (MySQL): {problem or 'is an exception, and is none any more'}")
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("schemac", "corpora", "work"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    problems = []
    count, refused = compile_all(options, problems)
    compared = compare(options, problems)
    if mariadb.is_there():
        with mariadb.PrivateServer() as server:
            os.environ.update(server.environment)
            compared += compare_mysql(options, problems)
    print("\n".join(problems + [f"{count} folders compile, {refused} are refused, {compared} compared, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    plans.main_guard(main)
