#!/usr/bin/env python3
"""Schemas through a form and back.

    roundtrip.py --schemac PROGRAM --to FORM [--exact] [--node NODE] [--seeds FIRST COUNT] [--dialect NAME] [STATE...]

Every STATE, and COUNT random schemas from seed FIRST on, is converted to FORM, and that to `.sir`:

* it is the schema that it was, or a warning names the object that differs;
* written once more it comes to rest;
* with --exact (a form that says everything) nothing at all may differ but the order of a table's parts;
* with --node (prisma only) Prisma's own validator finds no error, and its formatter changes nothing.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "utils", "lib"))
import random_states
from pairs import kinds, make

# The server reads 'x'::role as 'x' where the column is of the type; a form may leave the cast out.
CAST = re.compile(r"('(?:[^']|'')*')::(?:(?:\\?\"[^\"]*\"|\w+)\.)?(?:\\\"[^\"]*\\\"|character varying|timestamp with(?:out)? time zone|\w+)(?:\(\d+\))?(?:\[\])?")
# What is no part of a database: sizes, and what an author says of a former state.
ASIDE = re.compile(r' (?:rows|bytes|index_bytes) \d+| (?:renamed_from|drops) @?(?:"(?:\\.|[^"\\])*"|[^\s,}]+)| backfill sql"(?:\\.|[^"\\])*"')
NAME = r'@(?:"((?:\\.|[^"\\])*)"|([^\s{(:.@]+))'
HEAD = re.compile(r"(\w+)(?: " + NAME + r"(?:\." + NAME + ")?)?")


class Failure(Exception):
    pass


# Parentheses around the whole of an expression say nothing.
WRAPPED = re.compile(r'sql"\(((?:\\.|[^"\\()]|\([^"()]*\))*)\)"')


def unquoted(quoted, plain):
    letters = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda m: letters.get(m[1], m[1]), quoted) if quoted is not None else plain or ""


def objects(sir):
    """The lines of a schema by the object that they are in: {("table", "auth.users"): [line, ...]}."""
    out, head = {}, None
    for line in sir.splitlines()[1:-1]:
        # A server gives these the same value.
        line = re.sub('sql"(?:now\\(\\)|current_timestamp)"', 'sql"CURRENT_TIMESTAMP"', line, flags=re.I)
        text = WRAPPED.sub(r'sql"\1"', ASIDE.sub("", CAST.sub(r"\1", line.strip())))
        if re.match("  [^ }]", line):
            kind, q1, p1, q2, p2 = HEAD.match(line.strip()).groups()
            head = (kind, ".".join(n for n in (unquoted(q1, p1), unquoted(q2, p2)) if n))
        if not text.startswith("drops "):
            out.setdefault(head, []).append(text)
    return {head: sorted(lines) for head, lines in out.items()}


def differing(before, after, exact=False):
    if exact:
        return [] if sorted(before.splitlines()) == sorted(after.splitlines()) else [("schema", "")]
    a, b = objects(before), objects(after)
    return [head for head in sorted({**a, **b}) if a.get(head) != b.get(head)]


class Check:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.checked = self.lossy = 0
        self.written = []

    def convert(self, to, state):
        program = self.options.reader if to == "sir" and self.options.reader else self.options.schemac
        done = subprocess.run([program, "convert", "--to", to, state],
                              text=True, capture_output=True)
        if done.returncode not in (0, 1):
            raise Failure(f"{state} to {to}: exit {done.returncode}\n{done.stderr}")
        return done.stdout, done.stderr

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def one(self, name, state):
        form = self.options.to
        self.checked += 1
        before = self.file(name + ".sir", self.convert("sir", state)[0])
        text, warnings = self.convert(form, before)
        written = self.file(f"{name}.{form}", text)
        back, _ = self.convert("sir", written)
        again = self.file(name + ".back.sir", back)
        with open(before) as file:
            lost = differing(file.read(), back, self.options.exact)
        self.lossy += bool(lost)
        for head in lost:
            kind, called = head[0], head[1].replace("\t", "    ")
            # A function is named in messages with its arguments.
            if f" {kind} '{called}" not in warnings:
                raise Failure(f"{written}: {kind} '{called}' differs without a warning\n{warnings}")
        second = self.convert(form, again)[0]
        if not lost and second != text:
            # Once more: reading may take needless parentheses off, and nothing else.
            third = self.convert(form, self.file(name + ".third.sir", self.convert("sir", self.file(f"{name}.second.{form}",
                                                                                               second))[0]))[0]
            if third != second:
                raise Failure(f"{written}: written again it is another text")
        self.written.append(written)

    def oracle(self):
        """Prisma's validator and formatter over all that was written."""
        script = """
const prisma = require("@prisma/prisma-schema-wasm"), fs = require("fs");
const options = JSON.stringify({textDocument: {uri: "file:/a.prisma"}, options: {tabSize: 2, insertSpaces: true}});
for (const name of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const text = fs.readFileSync(name, "utf8"), files = JSON.stringify([["a.prisma", text]]);
  for (const d of JSON.parse(prisma.lint(files)))
    if (!d.is_warning) console.log(`${name}: ${d.text}`);
  if (JSON.parse(prisma.format(files, options))[0][1] !== text) console.log(`${name}: Prisma formats it in another way`);
}"""
        env = {**os.environ, "NODE_PATH": os.path.join(ROOT, "utils", "npm", "node_modules")}
        done = subprocess.run([self.options.node, "-e", script], input=json.dumps(self.written), text=True, env=env,
                              capture_output=True)
        if done.returncode or done.stdout:
            raise Failure(done.stdout + done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(ROOT, "build", "bin", "schemac"))
    parser.add_argument("--to", required=True)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--node")
    parser.add_argument("--seeds", nargs=2, type=int, default=(1, 0))
    parser.add_argument("--dialect", choices=["postgres", "mysql", "sqlite"], default="postgres", help="of the random schemas")
    parser.add_argument("--reader", metavar="PROGRAM", help="reads what was written (default: the same)")
    parser.add_argument("--keep", metavar="DIR", help="for the files")
    parser.add_argument("states", nargs="*")
    options = parser.parse_args()
    kinds.young = True  # also views, functions, triggers, statistics and partitions
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        os.makedirs(folder, exist_ok=True)
        check = Check(options, folder)
        problems = 0

        def run(action, *arguments):
            nonlocal problems
            try:
                action(*arguments)
            except Failure as failure:
                problems += 1
                print(failure)

        for number, state in enumerate(options.states):
            run(check.one, f"state{number}", state)
        first, count = options.seeds
        for seed in range(first, first + count):
            own = options.dialect != "postgres"
            for which, text in zip("ab", [random_states.state(options.dialect, seed)] if own else make.pair(seed, 15).texts()):
                path = check.file(f"seed{seed}{which}.in.sir", text)
                run(check.one, f"seed{seed}{which}", path)
        if options.node:
            run(check.oracle)
        print(f"{check.checked} schemas, {check.lossy} with announced losses, {problems} problems")
    return 1 if problems or not check.checked else 0


if __name__ == "__main__":
    sys.exit(main())
