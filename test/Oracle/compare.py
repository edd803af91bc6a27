#!/usr/bin/env python3
"""Compares schemac's validation with Prisma's: the same schemas are rejected, at the same lines.

    compare.py --translate TOOL --node NODE FILE...            a schema each
    compare.py ... --split FILE...                             schemas divided by lines of // -----
    compare.py ... --mutate COUNT --seed N FILE...             as many changed copies of each file

A folder is one schema of several files; of an archive, every .prisma file in it is a schema.

Every difference is printed. Without --mutate one difference fails the run; with it, less agreement than
--least does. What differs on purpose is in EXCEPTIONS, each with its reason.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile

DIVIDER = re.compile(r"^// -----.*\n", re.M)
OURS = re.compile(r"^(.*)#(\d+):(\d+):(\d+): error: (.*)$")

# Prisma 7 has moved connection URLs out of the schema and has dropped some preview features. Schemas of
# earlier versions have them, and they say nothing about tables; so they are taken out of what
# Prisma sees, and are no errors of ours.
EXCEPTIONS = [
    (re.compile(r"^([ \t]*)(url|directUrl|shadowDatabaseUrl)[ \t]*=[^\n]*$", re.M), r"\1"),
    (re.compile(r'"metrics"', re.I), '"views"'),
]


# Up to Prisma 6 a view had a primary key, and many schemas have such views.
FORMER = re.compile(r"Views cannot have primary keys")

# Prisma's own error for each line that it does not understand. Ours is one for each mistake.
SYNTAX = re.compile(r"This line is |This block is |This config is ")


def for_oracle(text):
    # Without a datasource Prisma knows nothing of the database; schemac plans for PostgreSQL then.
    if not re.search(r"^\s*datasource\b", text, re.M):
        text += "\ndatasource db {\n  provider = \"postgresql\"\n}\n"
    for pattern, replacement in EXCEPTIONS:
        text = pattern.sub(replacement, text)
    return text


def ask_oracle(node, schemas):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle.js")
    out = subprocess.run([node, script], input=json.dumps({"schemas": schemas}), text=True,
                         stdout=subprocess.PIPE, check=True).stdout
    return [[e for e in errors if not FORMER.search(e["message"])] for errors in json.loads(out)]


def ask_schemac(tool, schemas):
    """The errors of each schema. All are given in one file, as the tool's batch mode takes them."""
    with tempfile.NamedTemporaryFile("w", suffix=".prisma", delete=False) as f:
        f.write("// -----\n".join(s if s.endswith("\n") or not s else s + "\n" for s in schemas))
    try:
        run = subprocess.run([tool, "--from", "prisma", "--check", "--split-input-file", f.name],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        os.unlink(f.name)
    if run.returncode not in (0, 1):
        sys.exit("compare.py: %s ended with %d:\n%s" % (
            tool, run.returncode, run.stderr.decode(errors="replace")[-2000:]))
    result = [[] for _ in schemas]
    for line in run.stderr.decode(errors="replace").splitlines():
        m = OURS.match(line)
        if m and m.group(1) == f.name:
            result[int(m.group(2)) - 1].append({"line": int(m.group(3)), "message": m.group(5)})
    return result


def mutate(text, rng):
    """One small mistake: a line less, a word spelled differently, two neighbours swapped."""
    lines = text.split("\n")
    kind = rng.randrange(4)
    at = rng.randrange(len(lines))
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[rng.randrange(len(lines))])
    else:
        words = re.split(r"(\w+)", lines[at])
        if len(words) < 5:
            return None
        w = rng.randrange(1, len(words), 2)
        if kind == 2:
            words[w] += "X"
        else:
            v = rng.randrange(1, len(words), 2)
            words[w], words[v] = words[v], words[w]
        lines[at] = "".join(words)
    changed = "\n".join(lines)
    return changed if changed != text and "// -----" not in changed else None


def read(path):
    """Names and texts of the schemas of a file, a folder or an archive."""
    if os.path.isdir(path):
        parts = sorted(os.path.join(folder, f) for folder, _, files in os.walk(path)
                       for f in files if f.endswith(".prisma"))
        yield os.path.basename(os.path.dirname(path)), "\n".join(
            open(p, encoding="utf-8").read() for p in parts)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda m: m.name):
                if member.name.endswith(".prisma"):
                    yield member.name, archive.extractfile(member).read().decode()
    else:
        with open(path, encoding="utf-8") as f:
            yield os.path.basename(path), f.read()


def lines_of(errors):
    return sorted({e["line"] for e in errors})


# A field whose type is unknown counts as a relation for Prisma, and everything that names it as a mistake.
UNKNOWN_TYPE = re.compile(r"is neither a built-in type")
FOLLOWS_UNKNOWN_TYPE = re.compile(r"relation fields")


def same_lines(ours, oracle):
    """All lines but those that Prisma reports as the consequence of a mistake already reported."""
    if any(UNKNOWN_TYPE.search(e["message"]) for e in oracle):
        oracle = [e for e in oracle if not FOLLOWS_UNKNOWN_TYPE.search(e["message"])]
    a, b = lines_of(ours), lines_of(oracle)
    if any(SYNTAX.search(e["message"]) for e in oracle):
        return bool(a) == bool(b)
    return a == b


def show(name, ours, oracle):
    print("%s: the answers differ" % name)
    for who, errors in (("prisma", oracle), ("schemac", ours)):
        for e in sorted(errors, key=lambda e: e["line"]):
            print("  %-8s %d: %s" % (who, e["line"], e["message"].replace("\n", " ")[:150]))
        if not errors:
            print("  %-8s accepts it" % who)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--translate", required=True)
    parser.add_argument("--node", default="node")
    parser.add_argument("--mutate", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=1.0,
                        help="with --mutate: least share of equal lines")
    parser.add_argument("--split", action="store_true", help="files hold several schemas")
    parser.add_argument("--quiet", action="store_true", help="figures only")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    names, schemas = [], []
    for source, text in (found for path in args.files for found in read(path)):
        if args.mutate:
            rng = random.Random("%d %s" % (args.seed, source))
            parts = [mutate(text, rng) for _ in range(args.mutate)]
        else:
            parts = DIVIDER.split(text) if args.split else [text]
        for i, part in enumerate(parts):
            if part is not None and not DIVIDER.search(part):
                names.append("%s#%d" % (source, i + 1))
                schemas.append(part)
    oracle = ask_oracle(args.node, [for_oracle(s) for s in schemas])
    ours = ask_schemac(args.translate, schemas)
    verdicts = lines = rejected = 0
    for name, a, b in zip(names, ours, oracle):
        rejected += bool(b)
        verdicts += bool(a) == bool(b)
        if same_lines(a, b):
            lines += 1
        elif not args.quiet:
            show(name, a, b)
    total = len(schemas)
    print("%d schemas, %d rejected by Prisma: same verdict for %d (%.2f %%), same lines for %d (%.2f %%)" % (
        total, rejected, verdicts, 100.0 * verdicts / total, lines, 100.0 * lines / total))
    share = lines / total
    return 0 if share >= args.least else 1


if __name__ == "__main__":
    sys.exit(main())
