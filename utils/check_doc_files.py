#!/usr/bin/env python3
"""Holds the files that the guides name against the tree: utils/check_doc_files.py [ROOT]

docs/ARCHITECTURE.md, the pages of docs/howto and the READMEs name files between backticks: by their path, by a path
below lib/ or include/schemac/, by a pattern, or by the name alone. What is called …Something… or …nnnn… is an example.
"""
import fnmatch
import glob
import os
import re
import sys

ROOT = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), ".."))
PAGES = ("README.md", "benchmarks/README.md", "docs/ARCHITECTURE.md", "docs/howto/*.md")
FOLDERS = ("lib", "include", "test", "utils", "docs", "benchmarks", "fuzz", "grammar", "tools", "unittests", "examples")
BELOW = ("", "lib", "include/schemac", "utils/lib")
ENDINGS = (".cpp", ".h", ".def", ".py", ".test")
CODE = re.compile(r"`([^`\s]+)`")
EXAMPLE = re.compile(r"something|nnnn|…|<|\$", re.I)


def files():
    """Paths of all files in the folders of the project, and of the folders themselves."""
    found = []
    for top in FOLDERS:
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            place = os.path.relpath(folder, ROOT)
            found.append(place)
            found += [os.path.join(place, name) for name in names]
    return found


def is_file_name(word):
    named = word.split("/")[0] in FOLDERS and "/" in word
    return (named or word.endswith(ENDINGS)) and not EXAMPLE.search(word) and not word.startswith(("-", "."))


def exists(word, tree):
    word = word.rstrip("/")
    if "/" not in word:
        return bool(fnmatch.filter([os.path.basename(path) for path in tree], word))
    return any(fnmatch.filter(tree, os.path.normpath(os.path.join(below, word))) for below in BELOW)


def main():
    tree, problems, count = files(), [], 0
    for page in sorted(path for pattern in PAGES for path in glob.glob(os.path.join(ROOT, pattern))):
        with open(page, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                for word in CODE.findall(line):
                    if not is_file_name(word):
                        continue
                    count += 1
                    if not exists(word, tree):
                        problems.append(f"{os.path.relpath(page, ROOT)}:{number}: there is no '{word}'")
    print("\n".join(problems + [f"{count} files named, {len(problems)} problems"]))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
