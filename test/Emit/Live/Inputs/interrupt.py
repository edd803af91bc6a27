"""Stops a plan's scripts after every block, and asks that both ways go on from there.

    interrupt.py CATALOG BEFORE.SQL DIR

From each place the same up.sql, run again, must lead to where an undisturbed run leads; and the
down.sql of the phases begun must lead back to the catalog at the start.
"""
import glob
import os
import re
import subprocess
import sys

catalog, setup, folder = sys.argv[1:]
PHASES = sorted(glob.glob(os.path.join(folder, "[0-9]_*")))


def psql(database, *arguments, text=None):
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments],
                          input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def fresh(template="clean"):
    psql("postgres", "-c", "DROP DATABASE IF EXISTS work", "-c", f"CREATE DATABASE work TEMPLATE {template}")


def state():
    lines = subprocess.run([sys.executable, catalog, "work"], check=True, capture_output=True,
                           text=True).stdout
    return lines + psql("work", "-c", 'SELECT * FROM "User" ORDER BY id')


def catalog_only():
    """Without what a plan may leave behind: the archive."""
    text = subprocess.run([sys.executable, catalog, "work"], check=True, capture_output=True,
                          text=True).stdout
    return [line for line in text.splitlines() if "schemac_archive" not in line]


def blocks(path):
    """The script cut before every block: [head, head + block 1, ...]."""
    text = open(path, encoding="utf-8").read()
    cuts = [m.start() for m in re.finditer(r"^-- schemac: ", text, re.M)] + [len(text)]
    return [text[:cut] for cut in cuts]


def run(phase, script):
    psql("work", "-f", os.path.join(phase, script))


psql("postgres", "-c", "CREATE DATABASE clean")
psql("clean", "-f", setup)
fresh()
start = catalog_only()
for phase in PHASES:
    run(phase, "up.sql")
end = state()
places = 0
for number, phase in enumerate(PHASES):
    for part in blocks(os.path.join(phase, "up.sql")):
        places += 1
        for way in "up", "down":
            fresh()
            for done in PHASES[:number]:
                run(done, "up.sql")
            psql("work", text=part)
            if way == "up":
                for again in PHASES[number:]:
                    run(again, "up.sql")
                if state() != end:
                    sys.exit(f"{phase}: going on after {len(part)} bytes ends elsewhere")
            else:
                for undo in reversed(PHASES[:number + 1]):
                    run(undo, "down.sql")
                if catalog_only() != start:
                    difference = set(catalog_only()) ^ set(start)
                    sys.exit(f"{phase}: undoing after {len(part)} bytes ends elsewhere: {difference}")
print(f"{places} places")
