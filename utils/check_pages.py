#!/usr/bin/env python3
"""Compares the pages of docs/diagnostics with the diagnostics declared in Diags.def files."""
import glob
import os
import re
import sys

root = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else
                       os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import pages

DECLARATION = re.compile(r"^DIAG\(\s*(\w+)\s*,\s*(\d+)\s*,\s*\w+\s*,\s*\"([^\"]*)\"", re.M)


def declarations():
    """(file, id, code, rule) of each declared diagnostic; notes have no code of their own."""
    pattern = os.path.join(root, "include", "schemac", "**", "Diags.def")
    for path in sorted(glob.glob(pattern, recursive=True)):
        with open(path, encoding="utf-8") as f:
            for name, code, rule in DECLARATION.findall(f.read()):
                if int(code) != 0:
                    yield os.path.relpath(path, root), name, "SC%04d" % int(code), rule


def main():
    problems, declared = [], {}
    for file, name, code, rule in declarations():
        if code in declared:
            problems.append("%s: %s: %s is the code of %s already" % (file, name, code,
                                                                     declared[code][1]))
        declared.setdefault(code, (file, name, rule))
    folder = os.path.join(root, "docs", "diagnostics")
    written = {name[:-3] for name in os.listdir(folder) if re.fullmatch(r"SC.*\.md", name)}
    for code in sorted(declared.keys() - written):
        problems.append("%s: %s: no page docs/diagnostics/%s.md" % (*declared[code][:2], code))
    for code in sorted(written - declared.keys()):
        problems.append("docs/diagnostics/%s.md: no diagnostic has this code" % code)
    for code in sorted(written & declared.keys()):
        path = os.path.join(folder, code + ".md")
        try:
            rule = pages.Page(path).rule
            if rule != declared[code][2]:
                problems.append("docs/diagnostics/%s.md: the rule is '%s', not '%s'" %
                                (code, declared[code][2], rule))
        except pages.PageError as e:
            problems.append("docs/diagnostics/%s.md: %s" % (code, e))
    print("\n".join(problems) if problems else "%d diagnostics, each with its page" % len(declared))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
