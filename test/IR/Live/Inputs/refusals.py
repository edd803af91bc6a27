#!/usr/bin/env python3
"""Asks a server about every case in the tests of the interpreter: it refuses what the interpreter refuses, and accepts
what it accepts. Each case runs in a transaction that is rolled back."""
import os
import re
import subprocess
import sys
import tempfile

opt, translate, folder = sys.argv[1:4]

# The interpreter is stricter here, as a state keeps together what a server takes apart: a trigger and the columns that
# its function names, a serial column and its sequence.
STRICTER = ["trigger 'tr' needs it", "it has no serial sequence",
            "names that begin with 'pg_'", "the database generates its values",
            # A server takes an incomplete index as a part, which stays invalid, and one in another order.
            "not all of its partitions have their part of it", "of the parent"]
# What these do is not a statement of their own that could be refused.
# A database forgets what a view or a policy was made with, and a partition follows its parent: a state does not. Names of
# roles are not looked up.
FORGIVING = ["shows it by name", "needs it", "are those of 'whole'", "inherits from it", "is a part of it",
             "cannot be built concurrently", "must be there as", "command and kind cannot", "cannot be taken away",
             "is unlogged and", "may call it or"]
# Made of parts that the server is asked for by name (DO blocks), granted to roles that are not there, or newer.
ASKING = ["set_expression", "create_index_part", "detach_partition", "attach_partition", "to (@app)"]
NOT_SQL = ["guard", "verify", "restore_column", "backfill", "archive_column"]


MAJOR = str(int(subprocess.run(["psql", "-XAtc", "SHOW server_version_num"], capture_output=True, text=True).stdout) // 10000)


def run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True)


def sql_of(sir):
    with tempfile.NamedTemporaryFile("w", suffix=".sir") as f:
        f.write(sir)
        f.flush()
        out = run(translate, "--to", "postgres", f.name).stdout
    return out.replace(" IF NOT EXISTS", "")


def creation(schema):
    with tempfile.NamedTemporaryFile("w", suffix=".sir") as f:
        f.write("schema @empty dialect postgres {\n}\n" + schema)
        f.flush()
        return sql_of(run(opt, "--diff", "--passes=plan", f.name).stdout)


def refused(schema, plan):
    """Whether the server refuses the plan; None when the schema cannot be made."""
    script = "BEGIN;\n%s\n\\echo ready\n%s\nROLLBACK;\n" % (creation(schema), sql_of(schema + plan))
    result = run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", text=script)
    if "ready" not in result.stdout:
        return None, result.stderr
    return result.returncode != 0, result.stderr


wrong = cases = 0
for name in sorted(os.listdir(folder)):
    if not name.endswith(".sir"):
        continue
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        parts = f.read().split("\n// -----\n")
    for part in parts:
        expected = re.search(r"expected-error@\+1 \{\{(.*)\}\}", part)
        text = re.sub(r"^ *//.*\n", "", part, flags=re.M)
        # An index cannot be built so in a transaction; a view can be filled.
        text = re.sub(r"^((?!.*refresh_view).*) concurrently", r"\1", text, flags=re.M)
        schema, plan = text[:text.index("plan @p")], text[text.index("plan @p"):]
        steps = plan.split("{", 2)[2]
        last = [line for line in steps.splitlines() if line.strip(" {}")][-1]
        stricter = expected and any(s in expected.group(1) for s in STRICTER + FORGIVING)
        stated = re.search(r"dialect postgres (\d+)", part)
        if stated and stated.group(1) != MAJOR or any(s in part for s in ASKING):
            continue
        if stricter or "trigger @" in schema or "trigger @" in plan or \
                any(word in steps.split() for word in NOT_SQL):
            continue
        says, error = refused(schema, plan)
        cases += 1
        if says is None or says != bool(expected):
            wrong += 1
            print("%s: %s: the server %s\n  %s" % (name, last.strip(), {
                None: "cannot make the schema", True: "refuses it", False: "accepts it"}[says],
                error.strip().replace("\n", "\n  ")))
print("%d cases, %d differ" % (cases, wrong))
sys.exit(wrong != 0)
