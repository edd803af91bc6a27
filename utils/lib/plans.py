"""Compiling plans with schemac and running them on a server, for the tests."""
import json
import os
import re
import subprocess
import sys
import tempfile

import catalog
import libpq
from psql import Psql


class Failure(Exception):
    """A test's expectation that does not hold; the text says which."""


class Refused(Failure):
    """schemac made no plan. `findings` are (code, message) of its errors."""

    def __init__(self, command, code, findings, text):
        self.code, self.findings = code, findings
        told = "\n".join(f"  {code} {message}" for code, message in findings)
        super().__init__(f"{' '.join(command)}\nexit code {code}\n{told or text.strip()}")


class Compiler:
    """schemac, told to write for the server that the environment names."""

    def __init__(self, program):
        self.program = program
        version = subprocess.run(["psql", "-XAtc", "SHOW server_version_num", "-d", "postgres"],
                                 text=True, capture_output=True, check=True).stdout
        self.dialect = f"postgres:{int(version) // 10000}"

    def plan(self, source, target, out, *options):
        """Compiles into the folder `out`; Refused when schemac does not."""
        command = [self.program, "plan", "--from", source, "--to", target, "--out", out,
                   "--dialect", self.dialect, "--format", "json", *options]
        done = subprocess.run(command, text=True, capture_output=True)
        if done.returncode or not os.path.exists(os.path.join(out, "plan.json")):
            raise Refused(command, done.returncode, _findings(done.stdout), done.stdout + done.stderr)
        return Plan(out)


def _findings(text):
    try:
        document = json.loads(text)
    except ValueError:
        return []
    return [(d["code"], d["message"]) for d in document.get("diagnostics", []) if d["level"] == "error"]


class Plan:
    """What `--out` wrote: a folder per phase, in order."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "plan.json")) as file:
            self.json = json.load(file)
        names = [n for n in os.listdir(folder) if re.match(r"\d+_\w+$", n)]
        self.phases = sorted(names, key=lambda name: int(name.split("_")[0]))

    def script(self, phase, which):
        return os.path.join(self.folder, phase, which + ".sql")

    def steps(self):
        return [step for phase in self.json.get("phases", []) for step in phase.get("steps", [])]


class Database:
    """A database of the server that the environment names, made anew. It keeps a connection until another of its name
    is made, or one like it."""

    _by_name = {}

    def __init__(self, name, template=None):
        self.name = name
        for other in (name, template):
            if other in self._by_name:
                self._by_name[other].leave()
        self._by_name[name] = self
        self._psql = Psql(name)
        copied = f' TEMPLATE "{template}"' if template else ""
        _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"{copied}')

    def leave(self):
        """Closes its connection: nobody may be in a database that is dropped or copied."""
        self._psql.close()

    def drop(self):
        self.leave()
        _administer(f'DROP DATABASE IF EXISTS "{self.name}"')

    def sql(self, text):
        return self._checked(text, *self._psql.run_text(text + "\n;"))

    def run(self, *files):
        """Runs the files in one session; the first error is a Failure."""
        return self._checked(" ".join(files), *self._psql.run(*files))

    def _checked(self, what, code, printed, said):
        if code:
            raise Failure(f"psql {what[:200]}\n{said.strip()}\n{excerpt(said)}")
        return printed

    def catalog(self):
        return catalog.lines(self.run(catalog.QUERY))


_administrator = None


def _administer(*statements):
    global _administrator
    try:
        for statement in statements:
            _administrator = _administrator or libpq.Connection("postgres")
            try:
                _administrator.run(statement)
            except libpq.SqlError as problem:
                if problem.state and not problem.state.startswith("57P"):
                    raise
                _administrator.close()  # the server was stopped, and is back
                _administrator = libpq.Connection("postgres")
                _administrator.run(statement)
    except libpq.SqlError as problem:
        raise Failure(str(problem)) from problem


def expect_returned(what, plan, expected, actual):
    """As expect_same, but for enum values that a step of the plan says it cannot take away again, and for what a step
    has validated, which stays so."""
    final = [json.dumps(step, ensure_ascii=False) for step in plan.steps()]
    final = [text for text in final if '"irreversible"' in text]
    enums = {catalog.subject(line): labels(line) for line in expected if line.startswith("enum ")}
    returned = []
    for line in actual:
        name = catalog.subject(line)
        if name in enums and line not in expected:
            extra = [label for label in labels(line) if label not in enums[name]]
            kept = [label for label in labels(line) if label not in extra]
            if kept == enums[name] and all(any(_written(label) in text for text in final) for label in extra):
                line = name + ": " + ", ".join(kept)
        returned.append(line)
    if any('"validate_' in json.dumps(step) for step in plan.steps()):
        for line in expected:
            valid = line.removesuffix(" NOT VALID")
            if line != valid and line not in returned and (valid in returned or ": NOT NULL " in valid):
                returned = sorted([other for other in returned if other != valid] + [line])
    expect_same(what, _without_lost_rules(plan, expected, returned), returned)


def _without_lost_rules(plan, expected, returned):
    """`expected` without the rules of domains that a step of the plan says it cannot bring back."""
    lost = [step["ir"] for step in plan.steps() if step["reverse"]["class"] == "irreversible"]
    if any(ir.startswith("drop_domain_not_null") for ir in lost):
        freed = {line: line.replace(" not null", "", 1) for line in expected if line.startswith("domain ")}
        expected = [freed[line] if line not in returned and freed.get(line) in returned else line for line in expected]
    if any(ir.startswith("drop_domain_check") for ir in lost):
        domains = tuple("constraint " + catalog.subject(line).removeprefix("domain ") + "." for line in expected if line.startswith("domain "))
        expected = [line for line in expected if line in returned or not line.startswith(domains)]
    return sorted(expected)


def _written(label):
    """A quoted value as .sir has it, within JSON."""
    plain = label.removeprefix("E")[1:-1].replace("''", "'")
    for _ in range(2 if label.startswith("E") else 0):  # as a literal, and in a line of the catalog
        plain = plain.replace("\\\\", "\\")
    return json.dumps(json.dumps(plain, ensure_ascii=False), ensure_ascii=False)[1:-1]


def labels(enum_line):
    """The values of an enum's line, each as the server quotes it."""
    return re.findall(r"E?'(?:[^']|'')*'", enum_line[len(catalog.subject(enum_line)) + 2:])


def excerpt(stderr):
    """The lines of the script around the one that psql names."""
    match = re.match(r"psql:(.+?):(\d+): ", stderr)
    if not match or not os.path.exists(match.group(1)):
        return ""
    with open(match.group(1)) as file:
        lines = file.read().splitlines()
    last = int(match.group(2))
    return "\n".join(f"  {n:4} {lines[n - 1]}" for n in range(max(1, last - 12), min(last, len(lines)) + 1))


def expect_same(what, expected, actual):
    """Both catalogs; a Failure lists what only the expected ("-") or the actual one ("+") has."""
    differences = catalog.diff(expected, actual)
    if differences:
        raise Failure(f"{what}: {len(differences)} differences\n  " + "\n  ".join(differences[:60]))


def main_guard(run):
    """Runs a test program: its problems are its output, and its exit code."""
    try:
        sys.exit(run())
    except Failure as failure:
        print(failure)
        sys.exit(1)
