"""The part of a dialect's page that is about operations: what each costs, and what schemac does instead.

From `schemac list locks` and from examples: docs/dialects/DIALECT/OPERATION.sir, and OPERATION.*.sir for more
of them, hold two schemas, and comments before them: the first line is the title, the others are a note; `// options: …`
are given to `schemac plan`. What it answers for them, on every version, is the example.
"""
import json
import os
import re
import subprocess

import dialect_statements
from dialect_examples import WORKS, Example, Refusal, guards, ranges, reverse_text, shape, sql, who_waits

KINDS = re.compile(r"^// --- (.*)$|^OP\(\w+, \"(\w+)\"", re.M)


# The roles of Locks.def, seen from the operation that a row is about.
ROLES = {"Own": "the table", "Parent": "its parent", "Partitions": "its partitions", "Heirs": "its heirs",
         "DirectHeirs": "its direct heirs", "Descendants": "its partitions or heirs",
         "Ancestors": "what the parent is a partition of", "DefaultPartition": "the default partition",
         "Inherited": "what it inherits from", "ParentIndex": "the parent's index",
         "Referenced": "what it refers to", "ReferencedTable": "what it refers to",
         "KeptReferenced": "what keys of its own refer to", "NewReferenced": "what keys that it lacks refer to",
         "Referencing": "what refers to the column", "Dependent": "what refers to the table",
         "DependOnWhole": "what refers to its parent", "PartsDependOnWhole": "the partitions of that",
         "KeptUndivided": "what these refer to, unless it is partitioned",
         "KeptUndividedOrParts": "what these refer to, or the partitions of that",
         "Taker": "the table that gets the sequence",
         "FiredFrom": "what the trigger is FROM", "RowSource": "what rows are taken from", "Index": "the index", "Sequence": "the column's sequence",
         "IdentitySequence": "the sequence of an identity", "Archive": "the archive", "View": "the view",
         "Target": "the relation that it is about", "OwnedSequences": "its columns' sequences",
         "DomainTables": "every table with such a column", "RowType": "the composite type's relation",
         "OwnSequence": "the sequence", "Read": "what its query reads", "Published": "the tables that it names",
         "Everything": "every table"}


# These write a file with nothing in it.
EMPTIED = ("TRUNCATE", "refresh_view/emptied")
# Where a table is written, or its indexes are built, so are these; others are read.
FAMILY = {"Own", "Partitions", "Heirs", "DirectHeirs", "Descendants", "View"}


def relation_words(role, rule):
    """"the table" for Own."""
    if role == "Referenced" and any(lock["relation"] == "ReferencedTable" for lock in rule["locks"]):
        return "the partitions of that"
    return ROLES[role]


def groups(root):
    """The operations by kind of object, as Operations.def has them."""
    with open(os.path.join(root, "include", "schemac", "IR", "Operations.def")) as file:
        found = KINDS.findall(file.read())
    out = []
    for heading, operation in found:
        if heading:
            heading = re.split(r"[:;.]", heading)[0]
            out.append((heading[0].upper() + heading[1:], []))
        else:
            out[-1][1].append(operation)
    return [(heading, names) for heading, names in out if names]


def modes_of(rule):
    return [lock["mode"] for lock in rule["locks"]]


def enumerated(words):
    """a, b and c"""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def locks_text(rule):
    """Each mode once, with all that is locked in it."""
    by_mode = {}
    for lock in rule["locks"]:
        mode = lock["mode"] + (", when that is done," if lock.get("behind") else "")
        by_mode.setdefault(mode, []).append(relation_words(lock["relation"], rule))
    return "; ".join(f"{mode} on {enumerated(words)}" for mode, words in by_mode.items()) or "–"


def work_text(rule):
    """What is read or written, and of what."""
    if rule["name"].startswith(EMPTIED):
        return "a new, empty file"
    work = WORKS[rule["work"]]
    roles = [lock["relation"] for lock in rule["locks"] if lock["reads"]]
    if rule["work"] in ("catalog", "batches"):
        return work
    if roles == ["Index"]:
        return "writes the index anew"
    shared = [role for role in roles if role in FAMILY or rule["work"] == "scan"]
    others = [relation_words(role, rule) for role in shared if role != "Own"]
    if others:
        work += f"{', also' if 'Own' in shared else ''} of {enumerated(others)}"
    read = [relation_words(role, rule) for role in roles if role not in shared]
    return work + (f"; reads {enumerated(read)}" if read else "")


class Operation:
    """With its rows of the lock table, and its examples, the plainest first."""

    def __init__(self, name, rules, examples):
        self.name, self.rules, self.examples = name, rules, examples
        self.title = examples[0].title if examples else name.replace("_", " ")

    def lines(self):
        """Of the table at the top: the plain statements on a large table, and the plan."""
        for example in self.examples:
            yield f"| [{example.title}](#{self.anchor(example)}) | {example.plain_text()} | {example.planned_text()} |"

    def anchor(self, example):
        return self.name if example is self.examples[0] else example.name

    def is_plainest(self):
        """One row, no example: a line is enough."""
        return not self.examples and len(self.rules) == 1

    def line(self):
        rule = self.rules[0]
        return (f'| <a name="{self.name}"></a>`{self.name}` | {locks_text(rule)} | {who_waits(modes_of(rule))} | '
                f"{work_text(rule)} | "
                f"{'yes' if rule['transaction'] else 'no'} | {ranges([rule['since'], rule['until']])} |")

    def costs(self):
        lines = ["| when | locks | who waits | work | in a transaction | versions |", "|---|---|---|---|---|---|"]
        for rule in self.rules:
            when = "; ".join(w["meaning"] for w in rule["when"]) or \
                ("otherwise" if any(other["when"] for other in self.rules) else "always")
            work = work_text(rule)
            lines.append(f"| {when} | {locks_text(rule)} | {who_waits(modes_of(rule))} | {work} | "
                         f"{'yes' if rule['transaction'] else 'no'} | {ranges([rule['since'], rule['until']])} |")
        return "\n".join(lines)

    def section(self):
        title = self.title[0].upper() + self.title[1:]
        parts = [f'<a name="{self.name}"></a>\n### {title}\n\n`{self.name}`', self.costs()]
        for example in self.examples:
            parts += self.example_parts(example)
        return "\n\n".join(parts)

    def example_parts(self, example):
        first = example is self.examples[0]
        parts = [] if first else [f'<a name="{example.name}"></a>\n**{example.title[0].upper() + example.title[1:]}**']
        parts += [example.note] if example.note else []
        runs = example.by_version()
        for versions, plan in runs:
            on = f" on PostgreSQL {ranges(versions)}" if len(runs) > 1 else ""
            if isinstance(plan, Refusal):
                parts.append(f"schemac refuses it{on}, {plan.link()}: {plan.text}.")
                parts += ["\n".join(f"* {note}" for note in plan.notes)] if plan.notes else []
                continue
            parts.append(f"<details><summary>What schemac does{on}: {shape(plan)}</summary>\n\n"
                         f"```sql\n{sql(plan)}\n```\n\n</details>")
        last = runs[-1][1]
        if not isinstance(last, Refusal):
            asked = guards(last)
            parts.append(f"*Way back*: {reverse_text(last)}." + (f" *Guards*: {'; '.join(asked)}." if asked else ""))
        return parts


def listed(program, what):
    done = subprocess.run([program, "list", what, "--json"], check=True, text=True, capture_output=True)
    return json.loads(done.stdout)


def operations_text(program, root, dialect):
    rules = {}
    for rule in listed(program, "locks"):
        rules.setdefault(rule["operation"], []).append(rule)
    files = {}
    folder = os.path.join(root, "docs", "dialects", dialect)
    for name in sorted(os.listdir(folder), key=lambda name: name.removesuffix(".sir")):
        files.setdefault(name.split(".")[0], []).append(Example(program, os.path.join(folder, name)))
    kinds = [(heading, [Operation(name, rules[name], files.pop(name, [])) for name in names])
             for heading, names in groups(root)]
    if files:
        raise RuntimeError(f"docs/dialects/{dialect}: examples of no operation: {', '.join(files)}")
    out = ["| I want to | as one statement: who waits | what schemac does | longest that anybody waits | way back |",
           "|---|---|---|---|---|"]
    for heading, operations in kinds:
        lines = [line for operation in operations for line in operation.lines()]
        out += [f"| **{heading}** | | | | |", *lines] if lines else []
    text = "\n".join(out) + "\n"
    for heading, operations in kinds:
        text += f"\n## {heading}\n"
        for operation in operations:
            text += "" if operation.is_plainest() else "\n" + operation.section() + "\n"
        rest = [operation.line() for operation in operations if operation.is_plainest()]
        if rest:
            text += "\n" + "\n".join(["| operation | locks | who waits | work | in a transaction | versions |",
                                      "|---|---|---|---|---|---|", *rest]) + "\n"
    return text + statements_text([operation for _, operations in kinds for operation in operations]) + utilities_text(program)


def statements_text(operations):
    """What one would write by hand, and where it is told what that costs: the worst of its rows."""
    by_name = {operation.name: operation for operation in operations}
    dialect_statements.check(by_name)
    lines = ["", '<a name="by-statement"></a>', "## By statement", "",
             "Each statement on what is there and has rows, at its worst; the section says when it is less.", "",
             "| statement | who waits | work | more |", "|---|---|---|---|"]
    for statement, name, label in dialect_statements.statements():
        rules = [rule for rule in by_name[name].rules if rule["name"].startswith(f"{name}/{label}" if label else name)]
        if not rules:
            raise RuntimeError(f"{name} has no row {label}")
        modes = [mode for rule in rules for mode in modes_of(rule)]
        work = max((rule["work"] for rule in rules), key=list(WORKS).index)
        lines.append(f"| {statement} | {who_waits(modes)} | {WORKS[work]} | [`{name}`](#{name}) |")
    return "\n".join(lines) + "\n"


UTILITY_ROLES = {"Named": "what it names", "BelowIt": "partitions and heirs, unless it says ONLY",
                 "PartsOfIt": "partitions", "HeirsOfIt": "heirs", "OwnIndexes": "the indexes",
                 "OwnNumbers": "sequences of its columns", "PartNamed": "the partition's index",
                 "TablesOfBoth": "the tables of both",
                 "ViewedTables": "what a named view reads"}


def utilities_text(program):
    """What is no step of a plan, but may stand in a migration."""
    rules = listed(program, "utility-locks")
    if not rules:
        return ""
    lines = ["", "## Statements that change no schema", "",
             "These are no steps of a plan. `schemac inspect --to locks` says what those of a migration lock.", "",
             "| statement | locks | who waits | work | in a transaction | versions |", "|---|---|---|---|---|---|"]
    for rule in rules:
        locks = ", ".join(f"{lock['mode'] or 'the mode that it names'} on {UTILITY_ROLES[lock['relation']]}"
                          for lock in rule["locks"]) or "–"
        who = "who the mode says" if "" in modes_of(rule) else who_waits(modes_of(rule))
        work = "a new, empty file" if rule["name"].startswith(EMPTIED) else WORKS[rule["work"]]
        lines.append(f"| {rule['name']} | {locks} | {who} | {work} | "
                     f"{'yes' if rule['transaction'] else 'no'} | {ranges([rule['since'], rule['until']])} |")
    return "\n".join(lines) + "\n"
