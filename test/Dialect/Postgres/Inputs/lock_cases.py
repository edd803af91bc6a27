"""Scenario files of the lock test: what to run, and what the binary says that it costs.

A file in Inputs/locks is about one operation. Each plan in it is a case: its last step is the one that is
looked at, the steps before it are run and committed first. A file without a schema starts from
locks-fixture.sir; one with a schema starts from that, made by schemac's own SQL. Comments right
above a plan:

    // setup: SQL      run and committed before the step; above the schema: once, after it is made
    // sql: SQL        what to run instead of the SQL that schemac emits for the step; may be repeated
    // since: 14       the first version that knows the statement; until: 16 the last
    // fails: 23502    the server refuses the step with this SQLSTATE
    // while: SQL      of a step that runs outside of transactions: what holds it up from beside
    // lacking         the step is of a statement by hand, which makes what the interpreter wants before it
    // bound           locks and work are at most what the table says
"""
import json
import os
import re
import subprocess
import sys
import tempfile

NOTE = re.compile(r"// (sql|setup|since|until|fails|while|lacking|bound)(?:: (.*))?$")


class Case:
    def __init__(self, file, name, notes):
        texts = {key: [text for word, text in notes if word == key] for key, _ in notes}
        self.file = file
        self.name = name
        self.sql = texts.get("sql", [])
        self.setup = texts.get("setup", [])
        self.since = int(texts.get("since", ["12"])[-1])
        self.until = int(texts.get("until", ["99"])[-1])
        self.fails = texts.get("fails", [None])[-1]
        self.hold = texts.get("while", [None])[-1]
        self.bound = "bound" in texts
        self.lacking = "lacking" in texts

    def __str__(self):
        return f"{self.file.title}: {self.name}"


class ScenarioFile:
    """One file, with `schema` its own or the fixture's."""

    def __init__(self, path, fixture):
        self.title = os.path.basename(path)
        with open(path) as file:
            self.text = file.read()
        self.cases, self.setup, notes = [], [], []
        for line in self.text.splitlines():
            if note := NOTE.match(line):
                notes.append(note.groups())
            elif line.startswith("schema "):
                self.setup, notes = [text for key, text in notes if key == "setup"], []
            elif plan := re.match(r"plan @(\w+)", line):
                self.cases.append(Case(self, plan[1], notes))
                notes = []
        own = re.search(r"^schema .*?^}\n", self.text, re.M | re.S)
        self.own_schema = own[0] if own else None
        if not own:
            with open(fixture) as file:
                self.text = file.read() + self.text


def of_version(text, version):
    return re.sub(r"dialect postgres(?: \d+)? \{", f"dialect postgres {version} {{", text)


def run(command, text, *options):
    """Runs a tool of ours on a .sir file with this text; the options name it FILE."""
    with tempfile.NamedTemporaryFile("w", suffix=".sir") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([command, *(file.name if o == "FILE" else o for o in options)],
                              capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    return done.stdout


class Claims:
    """What the binary says of a file's plans, on one version: the costs of their steps, by plan."""

    def __init__(self, opt, schemac, file, version):
        self.schemac, self.file, self.version = schemac, file, version
        self.steps = {}
        for step in json.loads(run(opt, of_version(file.text, version), "FILE", "--print-costs")):
            self.steps.setdefault(step["plan"], []).append(step)

    def schema_sql(self):
        """The SQL of a file's own schema."""
        text = of_version(self.file.own_schema, self.version)
        return run(self.schemac, text, "plan", "--from", "empty", "--to", "FILE", "--emit", "sql")


def read_files(folder):
    fixture = os.path.join(folder, "locks-fixture.sir")
    names = sorted(os.listdir(os.path.join(folder, "locks")))
    return [ScenarioFile(os.path.join(folder, "locks", name), fixture) for name in names]
