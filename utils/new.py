#!/usr/bin/env python3
"""Makes the places of a new registry entry: its line, its file, its test, its page.

    new.py pass NAME SUMMARY                    new.py pass lower-comment "comments are set online"
    new.py rule NAME CODE_FAMILY TEXT           new.py rule fk-add-blocking locks "adding '{}' blocks writers of '{}'"
    new.py diag LIBRARY ID RULE TEXT [TYPES]    new.py diag IR err_loop ir-loop "'{}' refers to itself" "(std::string_view)"
    new.py op NAME KIND [FIELDS]                new.py op set_comment Change "F(Object, table, \\"\\") F(String, text, \\"\\")"

What is made compiles where it can; its test fails until somebody has written what it is about.
CODE_FAMILY: locks, loss, compatibility, naming, hygiene. KIND: Change, Sync, Backfill, Guard, Verify, Validate.
"""
import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_registry

RULE_FAMILIES = {"locks": 4100, "loss": 4200, "compatibility": 4300, "naming": 4400, "hygiene": 4500}
RULE_FOLDERS = {"locks": "Locking", "loss": "DataLoss", "compatibility": "Compatibility",
                "naming": "Naming", "hygiene": "Hygiene"}

PASS_SOURCE = """//===- {cls}.cpp - {summary} {rule}===//
//
// Before: to write: the plain step, as the diff makes it
// After:  to write: the steps that it becomes, and why each is safe
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"

namespace schemac {{

void run{cls}(PlanUnit &unit) {{}}

}} // namespace schemac
"""

PASS_TEST = """// to write: which behaviour of {name} this shows: {summary}
// RUN: schemac-opt %s --passes={name} | FileCheck %s

// CHECK: to write: what the plan is afterwards; utils/update_checks.py writes it
"""

RULE_SOURCE = """//===- {cls}.cpp - {name} {rule}===//
//
// to write: what makes the change dangerous, and what makes it harmless.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/Rules/Diags.h"

namespace schemac {{

void check{cls}(RuleContext &rule, const Op &op) {{}}

}} // namespace schemac
"""

RULE_TEST = """// to write: which case of {name} this shows.
// RUN: schemac-opt --rules --verify-diagnostics %s

// to write: a plan, with expected-warning {{{{…}}}} at the change that is dangerous, and one that is harmless
"""

PAGE = """# {code} {rule}

to write: what is the matter, in one sentence.

## Example

```prisma before
to write
```

```prisma after
to write
```

## Why

to write: what the database does, how long that may take, who waits meanwhile.

## Fix

to write: what to do. Then the corrected files:

```prisma after
to write
```
"""

OP_TEST = """// to write: what {name} does to a state.
// RUN: schemac-opt --interpret %s | FileCheck %s

// to write: a schema, and a plan with a {name} step
// CHECK: to write
"""


def camel(name):
    return "".join(part.capitalize() for part in re.split(r"[-_]", name))


def fill_line(first, length=80):
    return first + "-" * max(0, length - len(first) - 6)


class Maker:
    def __init__(self, root):
        self.root = root
        self.made = []

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def write(self, relative, text):
        path = self.path(relative)
        if os.path.exists(path):
            sys.exit(f"new.py: {relative} exists")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        self.made.append(relative)

    def add_line(self, relative, line, key):
        """Appends an entry to a .def file, before the #undef that ends it."""
        with open(self.path(relative)) as file:
            text = file.read()
        if re.search(rf"[(\s]{re.escape(key)}[,\s]", text):
            sys.exit(f"new.py: {relative} has {key}")
        at = re.search(r"\n*(?:#ifdef \w+\n)?(?:#undef \w+\n)", text)
        end = at.start() if at else len(text.rstrip("\n"))
        text = text[:end].rstrip("\n") + "\n" + line + "\n" + ("\n" + text[end:].lstrip("\n") if at else "")
        with open(self.path(relative), "w") as file:
            file.write(text)
        self.made.append(f"{relative}: {line.splitlines()[0]}")

    def free_code(self, low, high):
        """The first code above all that were ever given in a range."""
        given = set(check_registry.read_codes(self.path("docs", "diagnostics", "codes.txt")))
        registry = check_registry.Registry(self.root)
        for definition, _ in registry.definitions("Diags.def"):
            for _, fields in check_registry.entries(self.path(definition), "DIAG"):
                given.add(f"SC{int(fields[1]):04}")
        used = [int(code[2:]) for code in given if low <= int(code[2:]) <= high]
        code = max(used, default=low - (low % 100 != 0)) + 1
        if code > high:
            sys.exit(f"new.py: no code is left between {low} and {high}")
        return code

    # ---- The kinds

    def new_pass(self, name, summary):
        cls = camel(name)
        self.add_line("include/schemac/Transforms/Passes.def", f'PASS({cls}, "{name}", "{summary}")', cls)
        head = fill_line(f"//===- {cls}.cpp - {summary} ")
        self.write(f"lib/Transforms/{cls}.cpp",
                   PASS_SOURCE.format(cls=cls, summary=summary, rule=head[len(f"//===- {cls}.cpp - {summary} "):]))
        self.write(f"test/Transforms/{name}.sir", PASS_TEST.format(name=name, summary=summary))

    def new_rule(self, name, family, text):
        if family not in RULE_FAMILIES:
            sys.exit(f"new.py: the code family is one of {', '.join(RULE_FAMILIES)}")
        cls = camel(name)
        low = RULE_FAMILIES[family]
        types = ", ".join(["std::string_view"] * text.count("{}"))
        identifier = "warn_" + name.replace("-", "_")
        self.diagnostic("Rules", identifier, name, text, f"({types})", low + 1, low + 99)
        self.add_line("include/schemac/Rules/Rules.def", f'RULE({cls}, "{name}")', cls)
        head = f"//===- {cls}.cpp - {name} "
        self.write(f"lib/Rules/{RULE_FOLDERS[family]}/{cls}.cpp",
                   RULE_SOURCE.format(cls=cls, name=name, rule=fill_line(head)[len(head):]))
        self.write(f"test/Rules/{name}.sir", RULE_TEST.format(name=name))

    def new_diag(self, library, identifier, rule, text, types):
        ranges = check_registry.RANGES.get(library)
        if not ranges:
            sys.exit(f"new.py: the library is one of {', '.join(check_registry.RANGES)}")
        self.diagnostic(library, identifier, rule, text, types, *ranges[0])

    def diagnostic(self, library, identifier, rule, text, types, low, high):
        level = check_registry.LEVEL_OF_PREFIX.get(identifier.split("_")[0])
        if not level:
            sys.exit("new.py: the id begins with err_, warn_ or note_")
        code = self.free_code(low, high)
        self.add_line(f"include/schemac/{library}/Diags.def",
                      f'DIAG({identifier}, {code}, {level}, "{rule}",\n     "{text}", {types})', identifier)
        self.write(f"docs/diagnostics/SC{code:04}.md", PAGE.format(code=f"SC{code:04}", rule=rule))

    def new_op(self, name, kind, fields):
        cls = camel(name)
        self.add_line("include/schemac/IR/Operations.def", f'OP({cls}, "{name}", {kind}, {fields})', cls)
        self.write(f"test/IR/interpret-{name.replace('_', '-')}.sir", OP_TEST.format(name=name))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, names, optional in (("pass", ["name", "summary"], {}),
                                  ("rule", ["name", "family", "text"], {}),
                                  ("diag", ["library", "id", "rule", "text"], {"types": "()"}),
                                  ("op", ["name", "step", ], {"fields": ""})):
        sub = kinds.add_parser(kind)
        for name in names:
            sub.add_argument(name)
        for name, default in optional.items():
            sub.add_argument(name, nargs="?", default=default)
    options = vars(parser.parse_args())
    maker = Maker(options.pop("root"))
    kind = options.pop("kind")
    getattr(maker, "new_" + kind)(*options.values())
    for made in maker.made:
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
