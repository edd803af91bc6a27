#!/usr/bin/env python3
"""Holds docs/rules-coverage.md against the registries: every code has the name that is written behind it, every rule is in
it, and the labelled set has harmful and harmless cases for each.

    utils/check_coverage.py [ROOT]
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_registry


# SQL that names something longer than the server's limit means the name that is cut: name-cut.
NOT_IN_SQL = ("name-too-long", "name-truncation-collision")


def declared(root):
    """Code -> name of the rule, of every Diags.def."""
    names = {}
    for definition, _ in check_registry.Registry(root).definitions("Diags.def"):
        for _, fields in check_registry.entries(os.path.join(root, definition), "DIAG"):
            names[int(fields[1])] = fields[3].strip().strip('"')
    return names


def rules(root):
    with open(os.path.join(root, "include/schemac/Rules/Rules.def"), encoding="utf-8") as file:
        return re.findall(r'^(?:STATE_|MIGRATION_)?RULE\(\w+, "([\w-]+)"\)', file.read(), re.M)


def complaints(root):
    with open(os.path.join(root, "docs/rules-coverage.md"), encoding="utf-8") as file:
        page = file.read()
    names = declared(root)
    said = re.findall(r"\bSC(\d{4}) ([a-z][\w-]+)", page)
    for code, name in said:
        if names.get(int(code)) != name:
            yield f"SC{code} is {names.get(int(code), 'no diagnostic')}, not {name}"
    for code in re.findall(r"\bSC(\d{4})\b", page):
        if int(code) not in names:
            yield f"SC{code} is no diagnostic"
    covered = {name for _, name in said}
    cases = os.path.join(root, "test/Precision/cases")
    for rule in rules(root):
        if rule not in covered:
            yield f"rule {rule} is not in the page"
        if rule in NOT_IN_SQL:
            continue
        made = os.listdir(os.path.join(cases, rule)) if os.path.isdir(os.path.join(cases, rule)) else []
        for kind in ("bad", "good"):
            if not any(name.startswith(kind) for name in made):
                yield f"rule {rule} has no case {kind}*.sql in the labelled set"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = list(complaints(root))
    for complaint in found:
        print("docs/rules-coverage.md:", complaint)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
