#!/usr/bin/env python3
"""Fills the generated regions of the documentation from the binary's own tables.

    gen_docs.py [--check] [--schemac PROGRAM] [FILE]...

A region stands between `<!-- schemac list ops: name summary -->` and `<!-- end -->`: the columns of
`schemac list ops --json` as a table. One between `<!-- output: schemac plan ... -->` and `<!-- end -->` is
what that command prints, run at the root of the checkout. One between `<!-- operations: postgres -->` and
`<!-- end -->` is what utils/lib/dialect_page.py makes of a dialect's tables and examples. FILE defaults to every .md below docs/ and README.md. With
--check nothing is written, and a region that is out of date is an error.
"""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import dialect_page

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REGION = re.compile(r"(<!-- schemac list (\w+): ([\w ]+) -->\n)(.*?)(<!-- end -->)", re.S)


OPERATIONS = re.compile(r"(<!-- operations: (\w+) -->\n)(.*?)(<!-- end -->)", re.S)
OUTPUT = re.compile(r"(<!-- output: schemac (.+) -->\n)(.*?)(<!-- end -->)", re.S)


def output(program, arguments):
    """What a command prints, diagnostics first, as a fenced block with its command line."""
    done = subprocess.run([program, *shlex.split(arguments)], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(f"schemac {arguments} ends with {done.returncode}: {done.stderr.strip()}")
    return f"```text\n{done.stderr}\n{done.stdout}```\n"


def cell(value):
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return re.sub(r"([|<])", r"\\\1", str(value)).replace("\n", " ")


def table(program, what, columns):
    done = subprocess.run([program, "list", what, "--json"], text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"schemac list {what} --json failed: {done.stderr.strip()}")
    rows = json.loads(done.stdout)
    unknown = [column for column in columns if not any(column in row for row in rows)]
    if rows and unknown:
        raise RuntimeError(f"'schemac list {what}' has no column {', '.join(unknown)}")
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(cell(row.get(column, "")) for column in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def files_below(root):
    yield os.path.join(root, "README.md")
    for folder, _, names in os.walk(os.path.join(root, "docs")):
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".md"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--schemac", type=os.path.abspath,
                        default=os.path.join(ROOT, "build", "bin", "schemac"))
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    stale = regions = 0
    for path in options.files or [path for path in files_below(ROOT) if os.path.exists(path)]:
        with open(path) as file:
            text = file.read()
        try:
            new, count = REGION.subn(
                lambda m: m[1] + table(options.schemac, m[2], m[3].split()) + m[5], text)
            new, more = OUTPUT.subn(lambda m: m[1] + output(options.schemac, m[2]) + m[4], new)
            new, parts = OPERATIONS.subn(
                lambda m: m[1] + dialect_page.operations_text(options.schemac, ROOT, m[2]) + m[4], new)
            count += more + parts
        except RuntimeError as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            return 2
        regions += count
        if new == text:
            continue
        stale += 1
        if options.check:
            print(f"{path}: out of date; run utils/gen_docs.py")
        else:
            with open(path, "w") as file:
                file.write(new)
            print(f"{path}: written")
    print(f"{regions} regions, {stale} files {'out of date' if options.check else 'written'}")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
