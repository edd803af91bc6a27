"""What mariadb-dump prints is read as the schema that was dumped, and every form leads to it again.

    mariadb-live.py SCHEMAC SCHEMA.sql WORK

Runs beside a server (utils/maria.py).
"""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "utils", "lib"))
import mariadb


def dump(name):
    return subprocess.run(["mariadb-dump", "--no-defaults", f"--socket={os.environ['SCHEMAC_MARIADB']}", "-u", "root", "--routines",
                           "--triggers", name], check=True, capture_output=True, text=True).stdout


def main():
    schemac, schema, work = sys.argv[1:]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)

    def convert(source, form):
        path = os.path.join(work, f"{os.path.basename(source).split('.')[0]}-{form}.{form}")
        subprocess.run([schemac, "convert", "--dialect", "mariadb:10.11", "--to", form, source, "--out", path], check=True)
        return path

    made = mariadb.Database("made")
    with open(schema, encoding="utf-8") as file:
        made.run(file.read())
    wanted = made.catalog()
    path = os.path.join(work, "dumped.sql")
    with open(path, "w", encoding="utf-8") as file:
        file.write(dump("made"))
    failed = False
    for form in ("sql", "sir", "yaml", "hcl"):
        source = convert(path, form)
        statements = source if form == "sql" else convert(source, "sql")
        again = mariadb.Database("again")
        with open(statements, encoding="utf-8") as file:
            again.run(file.read())
        different = sorted(set(again.catalog()) ^ set(wanted))
        failed |= bool(different)
        print("\n".join(different) or f"{form}: {len(wanted)} lines of the catalog are equal")
    return failed


sys.exit(main())
