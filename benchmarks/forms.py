#!/usr/bin/env python3
"""Measures how fast schemas are read in each form: forms.py [--schemac PROGRAM] [--models 10000]

One generated schema (generate.py) is written in every form and read again, to the end of its front end. Prints Markdown: the
processor's time for a megabyte, and against Prisma's. Start-up is taken off.
"""
import argparse
import os
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
    options = parser.parse_args()
    _, start, _ = run.best([options.schemac, "--version"], 10)
    run.row("form", "size", "processor", "per megabyte", "against Prisma's")
    run.row("---", *["---:"] * 4)
    prisma = None
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "g")
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(options.models), prefix], check=True)
        for form, comment in FORMS:
            path = os.path.join(folder, "g." + form)
            with open(path, "w") as file:
                subprocess.run([options.schemac, "convert", "--to", form, prefix + ".before.prisma"], stdout=file, check=True)
            with open(path, "a") as file:
                file.write(f"{comment} expected-no-diagnostics\n")
            size = os.path.getsize(path) / 1e6
            # It is read, and nothing is printed.
            _, busy, _ = run.best([options.schemac + "-translate", "--from", form, "-verify-diagnostics", path], 5)
            each = (busy - start) / size
            prisma = prisma or each
            run.row(form, f"{size:.1f} MB", f"{(busy - start) * 1000:.0f} ms", f"{each * 1000:.0f} ms", f"{each / prisma:.1f} times")


if __name__ == "__main__":
    main()
