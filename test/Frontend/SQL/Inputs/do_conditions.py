#!/usr/bin/env python3
"""Holds what schemac says of handlers of DO blocks against the server of the environment.

    do_conditions.py FOLDER WORK

FOLDER has setup.sql and statements.sql, a statement a line. Each is run on the server, which says
what it raises. In a DO block whose handler names a condition schemac must then say nothing where the
server's condition is that one, and report an error where it is another. Of statements of which it
reports nothing at all nothing is asked.
"""
import os
import re
import subprocess
import sys

CONDITIONS = {
    "duplicate_schema": "42P06", "duplicate_table": "42P07", "duplicate_column": "42701",
    "duplicate_object": "42710", "duplicate_function": "42723", "undefined_table": "42P01",
    "undefined_column": "42703", "undefined_object": "42704", "undefined_function": "42883",
    "invalid_schema_name": "3F000", "wrong_object_type": "42809", "invalid_table_definition": "42P16",
    "invalid_foreign_key": "42830", "invalid_parameter_value": "22023",
    "dependent_objects_still_exist": "2BP01", "object_not_in_prerequisite_state": "55000"}
# What schemac knows of them is that they fail: why is not told apart.
APART = {
    "ALTER INDEX t_b_idx ATTACH PARTITION nope",
    "ALTER TABLE t ATTACH PARTITION u DEFAULT",
    "ALTER TABLE v ADD COLUMN z int",
    "ALTER TRIGGER nope ON nowhere RENAME TO x",
    "CREATE INDEX i ON v (id)",
    "DROP TYPE t",
}


def raised(setup, statements):
    """The code that the server raises, of each statement; 00000 where it takes it."""
    script = setup
    for statement in statements:
        script += ("DO $probe$ BEGIN EXECUTE $q$%s$q$; RAISE WARNING '<00000>'; RAISE EXCEPTION 'undo'; EXCEPTION "
                   "WHEN raise_exception THEN NULL; WHEN others THEN RAISE WARNING '<%%>', SQLSTATE; END $probe$;\n"
                   % statement)
    out = subprocess.run(["psql", "-XAtqd", "postgres"], input=script, text=True, capture_output=True, check=True)
    codes = re.findall(r"<(\w{5})>", out.stderr)
    assert len(codes) == len(statements), out.stderr[-2000:]
    return codes


def refused(folder, setup, statements, handler):
    """The numbers of the statements of which schemac reports an error."""
    path = os.path.join(folder, "blocks.sql")
    lines = setup.count("\n")
    with open(path, "w") as out:
        out.write(setup)
        for statement in statements:
            out.write("DO $$ BEGIN %s; EXCEPTION %s END $$;\n" % (statement, handler))
    said = subprocess.run(["schemac", "inspect", path], text=True, capture_output=True)
    return {int(n) - lines - 1 for n in re.findall(r"^%s:(\d+):\d+: error:" % re.escape(path), said.stderr + said.stdout,
                                                  re.M)}


def main():
    folder, work = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    with open(os.path.join(folder, "setup.sql")) as file:
        setup = file.read()
    with open(os.path.join(folder, "statements.sql")) as file:
        statements = [line for line in file.read().splitlines() if line]
    codes = raised(setup, statements)
    failing = [n for n, code in enumerate(codes) if code != "00000"]
    statements, codes = [statements[n] for n in failing], [codes[n] for n in failing]
    seen = refused(work, setup, statements, "WHEN others THEN RAISE;")
    held, wrong = 0, []
    for name, code in CONDITIONS.items():
        errors = refused(work, setup, statements, "WHEN %s THEN NULL;" % name)
        for n in sorted(seen):
            if statements[n] in APART:
                continue
            held += 1
            if (n in errors) == (codes[n] == code):
                wrong.append("%s: the server raises %s, and a handler of %s %s it here"
                             % (statements[n], codes[n], name, "does not take" if n in errors else "takes"))
    print("\n".join(wrong) or "%d statements of which errors are known, %d answers" % (len(seen), held))
    return 1 if wrong or len(seen) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
