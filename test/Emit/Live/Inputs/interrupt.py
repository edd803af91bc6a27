"""Stops a plan's scripts after every block, and asks that both ways go on from there.

    interrupt.py BEFORE.SQL DIR

From each place the same up.sql, run again, must lead to where an undisturbed run leads; and the
down.sql of the phases begun must lead back to the catalog at the start.
"""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 4, "utils", "lib"))
import plans

setup, folder = sys.argv[1:]
PHASES = sorted(glob.glob(os.path.join(folder, "[0-9]_*")))


def state(work):
    return work.catalog(), work.sql('SELECT * FROM "User" ORDER BY id')


def catalog_only(work):
    """Without what a plan may leave behind: the archive."""
    return [line for line in work.catalog() if "schemac_archive" not in line]


def blocks(path):
    """The script cut before every block: [head, head + block 1, ...]."""
    text = open(path, encoding="utf-8").read()
    cuts = [m.start() for m in re.finditer(r"^-- schemac: ", text, re.M)] + [len(text)]
    return [text[:cut] for cut in cuts]


def main():
    def run(work, phase, script):
        work.run(os.path.join(phase, script))

    plans.Database("clean").run(setup)
    work = plans.Database("work", "clean")
    start = catalog_only(work)
    for phase in PHASES:
        run(work, phase, "up.sql")
    end = state(work)
    places = 0
    for number, phase in enumerate(PHASES):
        for part in blocks(os.path.join(phase, "up.sql")):
            places += 1
            for way in "up", "down":
                work = plans.Database("work", "clean")
                for done in PHASES[:number]:
                    run(work, done, "up.sql")
                work.sql(part)
                if way == "up":
                    for again in PHASES[number:]:
                        run(work, again, "up.sql")
                    if state(work) != end:
                        raise plans.Failure(f"{phase}: going on after {len(part)} bytes ends elsewhere")
                else:
                    for undo in reversed(PHASES[:number + 1]):
                        run(work, undo, "down.sql")
                    plans.expect_same(f"{phase}: undoing after {len(part)} bytes", start, catalog_only(work))
    print(f"{places} places")


if __name__ == "__main__":
    plans.main_guard(main)
