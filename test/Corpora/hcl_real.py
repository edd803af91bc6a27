#!/usr/bin/env python3
"""Reads real files in HCL: hcl_real.py --schemac PROGRAM FOLDER

Beside a server (utils/pg.py). A file compiles without a word, or is refused with one error that says what it is.
Where a folder has `migrations` and `schema.hcl`, both must make the same catalog. What is MySQL's is made on a private
MariaDB, when there is one on the machine, and what is SQLite's in a file: none of these files has a database's form beside it to compare with.
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib"))
import mariadb
import plans

# What refuses a file: it is no schema.
REFUSALS = {"SC1561": "none", "SC1562": "none", "SC1506": "none"}


def classify(schemac, path):
    run = subprocess.run([schemac, "inspect", path], capture_output=True, text=True, check=False)
    codes = re.findall(r"error: .*(SC\d{4})\]", run.stderr)
    if run.returncode == 0 and not run.stderr:
        dialect = subprocess.run([schemac, "convert", "--to", "sir", path], capture_output=True, text=True, check=True).stdout
        return re.search(r"^schema .* dialect (\w+)", dialect).group(1)
    if len(codes) != 1 or codes[0] not in REFUSALS:
        raise plans.Failure(f"{path}:\n{run.stderr}")
    return REFUSALS[codes[0]]


def same_catalog(schemac, folder):
    by_migrations, by_plan = plans.Database("migrations"), plans.Database("plan")
    by_migrations.run(*sorted(glob.glob(os.path.join(folder, "migrations", "*.sql"))))
    made = subprocess.run([schemac, "plan", "--no-config", "--from", "empty", "--to", os.path.join(folder, "schema.hcl"),
                           "--format", "sql"], capture_output=True, text=True, check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(made.stdout)
        script.flush()
        by_plan.run(script.name)
    plans.expect_same(folder, by_migrations.catalog(), by_plan.catalog())


def made_by_mariadb(schemac, server, path):
    """The plan from nothing runs, and leaves as many tables as the file declares. MariaDB lacks the collations of MySQL 8, which a file may ask for."""
    with open(path, encoding="utf-8") as file, tempfile.NamedTemporaryFile("w", suffix=".hcl") as other:
        other.write(re.sub(r"utf8mb4_0900_\w+", "utf8mb4_general_ci", file.read()))
        other.flush()
        made = subprocess.run([schemac, "plan", "--no-config", "--from", "empty", "--to", other.name, "--dialect", "mariadb:10.11", "--format", "sql"],
                              capture_output=True, text=True, check=True)
    os.environ.update(server.environment)
    database = mariadb.Database("made")
    database.run(made.stdout)
    with open(path, encoding="utf-8") as file:
        declared = sorted(re.findall(r'^table "(.*?)"', file.read(), re.M))
    there = sorted(re.findall(r"^table (\S+?):", "\n".join(database.catalog()), re.M))
    if declared != there:
        raise plans.Failure(f"{path}: declares {declared}, MariaDB has {there}")


def made_by_sqlite(schemac, path):
    """The same in a file of SQLite."""
    made = subprocess.run([schemac, "plan", "--no-config", "--from", "empty", "--to", path, "--format", "sql"],
                          capture_output=True, text=True, check=True)
    there = subprocess.run(["sqlite3", "-bail"], input=made.stdout + "\nSELECT 'table ' || name FROM sqlite_master WHERE type = 'table';",
                           capture_output=True, text=True, check=True).stdout
    with open(path, encoding="utf-8") as file:
        declared = sorted(re.findall(r'^table "(.*?)"', file.read(), re.M))
    if declared != sorted(re.findall("^table (.*)$", there, re.M)):
        raise plans.Failure(f"{path}: declares {declared}, SQLite has {there}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schemac", required=True, metavar="PROGRAM")
    parser.add_argument("folder")
    options = parser.parse_args()
    counts = {"postgres": 0, "mysql": 0, "sqlite": 0, "none": 0}
    catalogs = 0
    for path in sorted(glob.glob(os.path.join(options.folder, "**", "*.hcl"), recursive=True)):
        kind = classify(options.schemac, path)
        counts[kind] += 1
        folder = os.path.dirname(path)
        if kind == "mysql" and mariadb.is_there():
            with mariadb.PrivateServer() as server:
                made_by_mariadb(options.schemac, server, path)
        if kind == "sqlite" and shutil.which("sqlite3"):
            made_by_sqlite(options.schemac, path)
        if kind == "postgres" and os.path.basename(path) == "schema.hcl" and os.path.isdir(os.path.join(folder, "migrations")):
            same_catalog(options.schemac, folder)
            catalogs += 1
    print(f"{sum(counts.values())} files: {counts['postgres']} compile for PostgreSQL, {counts['mysql']} for MySQL and {counts['sqlite']} for SQLite, "
          f"{counts['none']} are no schema; {catalogs} catalog is the same")
    return 0


if __name__ == "__main__":
    plans.main_guard(main)
