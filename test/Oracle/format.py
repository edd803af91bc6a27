#!/usr/bin/env python3
"""`schemac fmt` against Prisma's own formatter.

    format.py --schemac PROGRAM --node NODE [--mess SEED] PATH...

Every .prisma file of the PATHs, and each part of one that is divided by `// -----`, is formatted by both. With
--mess the blanks of the file are changed at random first. What schemac refuses for its syntax is not compared; and
relations that are not whole, which Prisma completes, are left to their author. Nor is what Prisma's formatter changes
each time that it runs: a /* comment */ with spaces in front of it on the line behind another comment gets a line more.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = """
const prisma = require("@prisma/prisma-schema-wasm"), fs = require("fs");
const options = JSON.stringify({textDocument: {uri: "file:/a.prisma"}, options: {tabSize: 2, insertSpaces: true}});
const texts = JSON.parse(fs.readFileSync(0, "utf8"));
const one = (t) => {
  const files = JSON.stringify([["a.prisma", t]]);
  const relations = JSON.parse(prisma.lint(files)).some((d) => !d.is_warning && /relation|references/.test(d.text));
  const format = (t) => JSON.parse(prisma.format(JSON.stringify([["a.prisma", t]]), options))[0][1];
  const once = format(t);
  return [once, relations, format(once) !== once];
};
process.stdout.write(JSON.stringify(texts.map(one)));
"""


def mess(text, rng):
    """Other blanks between the tokens of lines that have no text in quotes and no comment, and other empty lines."""
    lines = []
    for line in text.split("\n"):
        if '"' not in line and "//" not in line and "*" not in line:
            line = re.sub(r"(?<=\S) +(?=\S)", lambda m: " " * rng.choice((1, 1, 2, 5)), line)
            line = re.sub(r"([,:(\[]) ?", lambda m: m[1] + " " * rng.choice((0, 1, 3)) if m[1] in ",:" else m[0], line)
        line = " " * rng.randrange(6) + line.strip() + " " * rng.choice((0, 0, 2)) if line.strip() else line
        if "//" in line:
            line = line.rstrip()
        lines.append(line)
        if rng.random() < 0.1:
            lines.append("")
    return "\n".join(lines)


def texts(paths, seed):
    for path in paths:
        files = [path]
        if os.path.isdir(path):
            files = sorted(os.path.join(d, n) for d, _, names in os.walk(path) for n in names if n.endswith(".prisma"))
        for file in files:
            with open(file, encoding="utf-8", newline="") as f:
                whole = f.read()
            for number, part in enumerate(re.split(r"^// -----.*\n", whole, flags=re.M)):
                yield f"{file}#{number}", part
                if seed is not None:
                    yield f"{file}#{number} with other blanks", mess(part, random.Random(f"{seed} {os.path.basename(file)} {number}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(ROOT, "build", "bin", "schemac"))
    parser.add_argument("--node", default="node")
    parser.add_argument("--mess", type=int)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    inputs = list(texts(options.paths, options.mess))
    env = {**os.environ, "NODE_PATH": os.path.join(ROOT, "utils", "npm", "node_modules")}
    done = subprocess.run([options.node, "-e", SCRIPT], input=json.dumps([t for _, t in inputs]), text=True, env=env,
                          capture_output=True, check=True)
    same = refused = completed = restless = different = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, text) in enumerate(inputs):
            path = os.path.join(folder, f"{number}.prisma")
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        ours = subprocess.run([options.schemac, "fmt", folder], capture_output=True, text=True)
        bad = {os.path.basename(m) for m in re.findall(r"^(\S+\.prisma):\d+:\d+: error:", ours.stderr, re.M)}
        for number, ((name, text), (theirs, broken, changes)) in enumerate(zip(inputs, json.loads(done.stdout))):
            if f"{number}.prisma" in bad:
                refused += 1
                continue
            with open(os.path.join(folder, f"{number}.prisma"), encoding="utf-8", newline="") as file:
                ours_text = file.read()
            if ours_text == theirs:
                same += 1
                continue
            if broken:
                completed += 1
                continue
            if changes:
                restless += 1
                continue
            different += 1
            print(f"{name} differs")
            for a, b in zip((ours_text + "\n(end)").split("\n"), (theirs + "\n(end)").split("\n")):
                if a != b:
                    print(f"  ours   {a!r}\n  Prisma {b!r}")
                    break
        again = subprocess.run([options.schemac, "fmt", "--check", folder], capture_output=True, text=True)
        if again.stdout:
            print("formatted again, these change:\n" + again.stdout)
            different += 1
    print(f"{same} same, {different} different, {completed} with relations to complete, {restless} that Prisma changes again, "
          f"{refused} refused for their syntax")
    return 1 if different or not same else 0


if __name__ == "__main__":
    sys.exit(main())
