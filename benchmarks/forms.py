#!/usr/bin/env python3
"""Measures how fast schemas are read in each form: forms.py [--schemac PROGRAM] [--models 10000] [--rounds 9]

One generated schema (generate.py) is written in every form and read again, to the end of its front end. Prints Markdown: the
processor's time for a megabyte, the median of the rounds, and against Prisma's. Start-up is taken off.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

import run

HERE = os.path.dirname(os.path.abspath(__file__))
# With what begins a comment.
FORMS = [
    ("prisma", "//"),
    ("yaml", "#"),
    ("hcl", "#"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(HERE, "..", "build", "bin", "schemac"))
    parser.add_argument("--models", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "g")
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(options.models), prefix], check=True)
        commands, sizes = {"": [options.schemac, "--version"]}, {}
        for form, comment in FORMS:
            path = os.path.join(folder, "g." + form)
            with open(path, "w") as file:
                subprocess.run([options.schemac, "convert", "--to", form, prefix + ".before.prisma"], stdout=file, check=True)
            with open(path, "a") as file:
                file.write(f"{comment} expected-no-diagnostics\n")
            sizes[form] = os.path.getsize(path) / 1e6
            # It is read, and nothing is printed.
            commands[form] = [options.schemac + "-translate", "--from", form, "-verify-diagnostics", path]
        # In turns, so that what slows the machine slows all of them.
        rounds = [{form: run.once(command)[1] for form, command in commands.items()} for _ in range(options.rounds)]
    busy = {form: statistics.median(r[form] for r in rounds) for form in commands}
    run.row("form", "size", "processor", "per megabyte", "against Prisma's")
    run.row("---", *["---:"] * 4)
    each = {form: (busy[form] - busy[""]) / size for form, size in sizes.items()}
    for form, size in sizes.items():
        run.row(form, f"{size:.1f} MB", f"{(busy[form] - busy['']) * 1000:.0f} ms", f"{each[form] * 1000:.0f} ms",
                f"{each[form] / each['prisma']:.2f} times")


if __name__ == "__main__":
    main()
