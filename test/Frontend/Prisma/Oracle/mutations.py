"""Damages schemas at random and compares where Prisma's validator and schemac see syntax errors.

    mutations.py --translate TOOL --node NODE --work DIR [--count N] [--seed N] SCHEMA...

Holds when both find nothing, or both find something and every line that schemac names is one that
Prisma names. (Prisma also names lines whose error follows from another; schemac does not.)
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys

# How Prisma words what its parser, and not its validation, rejects.
SYNTAX = re.compile(r"This line is|This block is invalid|This field declaration is invalid|Optional lists are not|"
                    r"To specify a list|Fields are required by default|don't require a|Invalid type definition|"
                    r"Unknown escape|Invalid unicode")
LINT = """
const prisma = require('@prisma/prisma-schema-wasm'), fs = require('fs');
const out = process.argv.slice(1).map(file => {
  const text = fs.readFileSync(file);
  try {
    return JSON.parse(prisma.lint(JSON.stringify([[file, text.toString()]]))).filter(d => !d.is_warning)
        .map(d => [text.subarray(0, d.start).toString().split('\\n').length, d.text]);
  } catch (error) { return null; }
});
console.log(JSON.stringify(out));
"""
CHARACTERS = "(){}[]@?!:;,.\"'/*-_=\n 1aM"


def mutate(text, rng):
    for _ in range(rng.choice([1, 1, 2, 3])):
        kind, at = rng.random(), rng.randrange(len(text))
        lines = text.split("\n")
        line = rng.randrange(len(lines) - 1)
        if kind < 0.45:
            text = text[:at] + text[at + 1:]
        elif kind < 0.8:
            text = text[:at] + rng.choice(CHARACTERS) + text[at:]
        else:
            lines[line:line + 2] = [] if kind < 0.9 else [lines[line] + " " + lines[line + 1]]
            text = "\n".join(lines)
    return text


def main():
    parser = argparse.ArgumentParser()
    for name in ("--translate", "--node", "--work"):
        parser.add_argument(name, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("schemas", nargs="+")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    originals = [open(path).read() for path in args.schemas]
    os.makedirs(args.work, exist_ok=True)
    files = [os.path.join(args.work, f"{i}.prisma") for i in range(args.count)]
    for path in files:
        with open(path, "w") as file:
            file.write(mutate(rng.choice(originals), rng))
    lint = subprocess.run([args.node, "-e", LINT, *files], capture_output=True, text=True, check=True)
    wrong = 0
    for path, diagnostics in zip(files, json.loads(lint.stdout)):
        run = subprocess.run([args.translate, "--from", "prisma", "--tree", path], capture_output=True, text=True)
        ours = {int(n) for n in re.findall(r"\.prisma:(\d+):\d+: error", run.stderr)}
        theirs = {line for line, text in diagnostics or [] if SYNTAX.search(text)}
        crashed = run.returncode not in (0, 1)
        if crashed or diagnostics is not None and (bool(ours) != bool(theirs) or not ours <= theirs):
            wrong += 1
            print(f"{path}: schemac {sorted(ours)}, Prisma {sorted(theirs)}, exit status {run.returncode}")
    print(f"{args.count} schemas, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
