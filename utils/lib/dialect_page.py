"""The part of a dialect's page that is about operations: what each costs, and what schemac does instead.

From `schemac list locks` and from examples: docs/dialects/DIALECT/OPERATION.sir, and OPERATION.*.sir for more
of them, hold two schemas, and comments before them: the first line is the title, the others are a note; `// options: …`
are given to `schemac plan`. What it answers for them, on every version, is the example.
"""
import json
import os
import re
import shlex
import subprocess
import tempfile

import dialect_statements

VERSIONS = range(12, 19)
KINDS = re.compile(r"^// --- (.*)$|^OP\(\w+, \"(\w+)\"", re.M)
WAITING_MODES = {"SHARE": "writers", "SHARE ROW EXCLUSIVE": "writers", "EXCLUSIVE": "writers",
                 "ACCESS EXCLUSIVE": "everybody"}
WORKS = {"catalog": "none", "scan": "reads every row", "index-build": "builds an index", "rewrite": "writes every row",
         "batches": "in batches"}


def about(milliseconds):
    """As the plans say it; below a person's attention there is no difference."""
    if milliseconds < 10:
        return "< 10 ms"
    if milliseconds < 1000:
        return f"~{milliseconds // 10 * 10} ms"
    seconds = milliseconds / 1000
    return f"~{seconds:.0f} s" if seconds < 90 else f"~{seconds / 60:.0f} min"


def ranges(versions):
    """12–17 of a run of numbers."""
    first, last = versions[0], versions[-1]
    return str(first) if first == last else f"{first}–{last}"


# The roles of Locks.def, seen from the operation that a row is about.
ROLES = {"Own": "the table", "Parent": "its parent", "Partitions": "its partitions", "Heirs": "its heirs",
         "DirectHeirs": "its direct heirs", "Descendants": "its partitions or heirs",
         "Ancestors": "what the parent is a partition of", "DefaultPartition": "the default partition",
         "Inherited": "what it inherits from", "ParentIndex": "the parent's index",
         "Referenced": "what it refers to", "ReferencedTable": "what it refers to",
         "Referencing": "what refers to the column", "Dependent": "what refers to the table",
         "DependOnWhole": "what refers to its parent", "PartsDependOnWhole": "the partitions of that",
         "RowSource": "what rows are taken from", "Index": "the index", "Sequence": "the column's sequence",
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


def plain_costs(program, path):
    """What the change costs as the statements that one would write by hand."""
    tool = os.path.join(os.path.dirname(program), "schemac-opt")
    done = subprocess.run([tool, path, "--diff", "--print-costs"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{path}: {done.stderr}")
    return json.loads(done.stdout)


def who_waits(modes):
    if "ACCESS EXCLUSIVE" in modes:
        return "everybody"
    return "writers" if any(mode in WAITING_MODES for mode in modes) else "nobody"


class Example:
    """One file of examples, planned for every version."""

    def __init__(self, program, path):
        with open(path) as file:
            text = file.read()
        comments = re.findall(r"^// ?(.*)$", re.split(r"^schema ", text, maxsplit=1, flags=re.M)[0], re.M)
        self.options = [part for line in comments if line.startswith("options:")
                        for part in shlex.split(line.removeprefix("options:"))]
        self.title, *note = [line for line in comments if not line.startswith("options:")]
        self.note = "\n".join(note).strip()
        schemas = re.findall(r"^schema .*?^}\n", text, re.M | re.S)
        if len(schemas) != 2:
            raise RuntimeError(f"{path}: an example is two schemas")
        self.plans = {version: self.plan(program, path, schemas, version) for version in VERSIONS}
        self.plain = plain_costs(program, path)

    def plan(self, program, path, schemas, version):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("from.sir", "to.sir")]
            for name, schema in zip(paths, schemas):
                with open(name, "w") as file:
                    file.write(schema)
            done = subprocess.run([program, "plan", "--from", paths[0], "--to", paths[1], "--format", "json",
                                   "--dialect", f"postgres:{version}", *self.options],
                                  capture_output=True, text=True)
        document = json.loads(done.stdout) if done.stdout.startswith("{") else {}
        if "plan" not in document:
            told = "; ".join(d["message"] for d in document.get("diagnostics", [])) or done.stderr
            raise RuntimeError(f"{path}: no plan for version {version}: {told}")
        return document["plan"]

    def by_version(self):
        """Pairs of versions and the plan that is the same for all of them."""
        out = []
        for version, plan in self.plans.items():
            text = sql(plan)
            if out and out[-1][1] == text:
                out[-1][0].append(version)
            else:
                out.append(([version], text, plan))
        return out


def steps_of(plan):
    return [step for phase in plan["phases"] for step in phase["steps"]]


def remark(step):
    """The locks of a step that make others wait, and for how long."""
    held = [f"{lock['mode']} on {lock['relation']}, {about(lock.get('heldMilliseconds', 0))}"
            for lock in step["locks"] if lock["mode"] in WAITING_MODES]
    took = step.get("estimate", {}).get("milliseconds", 0)
    return "; ".join(held) if held else f"nobody waits{', ' + about(took) if took >= 10 else ''}"


def step_sql(step):
    if "guard" in step:
        kind = "guard" if step["kind"] == "guard" else "verify"
        return f"-- {kind}: {step['guard']['title']}; stops when there are any\n{step['guard']['query']};"
    if "batch" in step:
        return (f"-- in batches that commit one by one; {remark(step)}\n{step['batch']['next']};")
    lines = ";\n".join(step["sql"])
    return f"-- {remark(step)}\n{lines};"


def sql(plan):
    """The statements of a plan, with phases, transactions and gates."""
    out = []
    for phase in plan["phases"]:
        if "gate" in phase:
            out.append(f"-- ── {phase['gate']['text']} ──")
        out.append(f"-- {phase['name']}")
        steps = {step["id"]: step for step in phase["steps"]}
        for block in phase["blocks"]["up"]:
            texts = [step_sql(steps[number]) for number in block["steps"]]
            if len(texts) > 1:
                texts = ["BEGIN;", *texts, "COMMIT;"]
            out.append("\n".join(texts))
    return "\n\n".join(out)


def guards(plan):
    return list(dict.fromkeys(step["guard"]["title"] for step in steps_of(plan) if step["kind"] == "guard"))


def reverse_text(plan):
    """How the plan is undone, with what is lost."""
    reasons = [step["reverse"]["reason"] for step in steps_of(plan) if step["reverse"].get("reason")]
    return plan["reversible"]["text"] + ("; " + "; ".join(dict.fromkeys(reasons)) if reasons else "")


def worst(plan):
    """The strongest waiting that a plan causes, in words."""
    waits = [(lock.get("heldMilliseconds", 0), WAITING_MODES[lock["mode"]])
             for step in steps_of(plan) for lock in step["locks"] if lock["mode"] in WAITING_MODES]
    if not waits:
        return "nobody waits"
    milliseconds = max(ms for ms, _ in waits)
    who = "everybody" if any(who == "everybody" for _, who in waits) else "writers"
    return f"{who}, {about(milliseconds)}"


def modes_of(rule):
    return [lock["mode"] for lock in rule["locks"]]


def enumerated(words):
    """a, b and c"""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def locks_text(rule):
    """Each mode once, with all that is locked in it."""
    by_mode = {}
    for lock in rule["locks"]:
        by_mode.setdefault(lock["mode"], []).append(relation_words(lock["relation"], rule))
    return "; ".join(f"{mode} on {enumerated(words)}" for mode, words in by_mode.items()) or "–"


def work_text(rule):
    """What is read or written, and of what."""
    if rule["name"].startswith(EMPTIED):
        return "a new, empty file"
    work = WORKS[rule["work"]]
    roles = [lock["relation"] for lock in rule["locks"] if lock["reads"]]
    if rule["work"] in ("catalog", "batches"):
        return work
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
            modes = [mode for step in example.plain for mode in step["locks"].values()]
            work = max((step["work"] for step in example.plain), key=list(WORKS).index)
            newest = example.plans[VERSIONS[-1]]
            yield (f"| [{example.title}](#{self.name}) | {who_waits(modes)} | {WORKS[work]} | {worst(newest)} | "
                   f"{newest['reversible']['text']} |")

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
            when = "; ".join(w["meaning"] for w in rule["when"]) or ("otherwise" if len(self.rules) > 1 else "always")
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
        heading = example.title if example is not self.examples[0] else "What schemac does"
        parts = [example.note] if example.note and example is self.examples[0] else []
        variants = example.by_version()
        for versions, text, _ in variants:
            on = f", PostgreSQL {ranges(versions)}" if len(variants) > 1 else ""
            parts.append(f"**{heading[0].upper() + heading[1:]}{on}**")
            if example.note and example is not self.examples[0]:
                parts.append(example.note)
            parts.append(f"```sql\n{text}\n```")
        last = variants[-1][2]
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
    out = ["| change | plain: who waits | plain: work | planned: who waits | way back |", "|---|---|---|---|---|"]
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
                 "OwnNumbers": "sequences of its columns",
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
                     f"{'yes' if rule['transaction'] else 'no'} | {rule['since']}–{rule['until']} |")
    return "\n".join(lines) + "\n"
