"""Runs the SQL of every test of a folder on a server, from the schema that the test states.

    accept.py TRANSLATE FOLDER

Each step must be accepted, and its probes must say "not done" before it and "done" after it.
"""
import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 4, "utils", "lib"))
from psql import Psql

UNPUBLISH = """DO $$ DECLARE p name; BEGIN
FOR p IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', p); END LOOP; END $$;
"""
CLEAN = """
DROP SCHEMA IF EXISTS public, auth, schemac_archive CASCADE;
DROP EXTENSION IF EXISTS citext;
CREATE SCHEMA public;
"""
# Before PostgreSQL 15 there are no such keys.
# Their state holds what no script makes (a tablespace, an index that is not finished, privileges given before), or their
# text shows forms that do not go together. test/EndToEnd or the lock table runs these steps.
ELSEWHERE = {"options.sir", "grant.sir", "revoke.sir", "create_publication.sir", "update_extension.sir",
             "set_index_tablespace.sir"}
NEWER = {"create_statistics": 14, "nulls_not_distinct": 15, "publication @": 15, "security_invoker": 15, "multirange @": 14,
         "not_null_not_valid": 18}


SESSION = Psql("postgres")


def psql(sql):
    """(exit code, what is printed, what psql says)"""
    return SESSION.run_text(sql)


def server_version():
    return int(psql("SHOW server_version_num;")[1]) // 10000


def translate(tool, text):
    done = subprocess.run([tool, "--to=postgres", "/dev/stdin"], input=text, capture_output=True,
                          text=True)
    if done.returncode:
        sys.exit(f"schemac-translate: {done.stderr}\n{text}")
    return done.stdout


def setup_plan(text):
    """The objects of the schema block as a plan that creates them."""
    body = re.search(r"^schema @before[^\n]*\{\n(.*?)^\}\n", text, re.S | re.M).group(1)
    body = re.sub(r' comment "[^"]*"', "", body)  # given by steps of their own
    steps = re.sub(r"^  (namespace|extension|enum|sequence|domain|composite|range|table|view|function|publication|statistics) ", r"  create_\1 ", body, flags=re.M)
    return f"plan @setup dialect postgres {{\nphase expand {{\n{steps}\n}}\n}}\n"


def steps_of(sql):
    """(probes, recover query, statements) of every step."""
    steps = []
    for line in sql.split("\n"):
        if line.startswith("-- for executors"):
            steps[-1]["part"] = "executor"
        elif line.startswith("-- done when: "):
            steps[-1]["probes"].append(line[len("-- done when: "):])
        elif line.startswith("-- recover: "):
            steps[-1]["part"] = "recover"
            steps[-1]["recover"].append(line[len("-- recover: "):])
        elif re.match(r"-- ([a-z]+(_[a-z]+)+|grant|revoke|backfill|guard|verify|opaque) ", line):
            steps.append({"title": line, "probes": [], "recover": [], "sql": [], "executor": [],
                          "part": "sql", "transaction": True})
        elif line.startswith("-- no transaction"):
            steps[-1]["transaction"] = False
        elif steps and not line.startswith("-- "):
            step = steps[-1]
            step[step["part"]].append(line)
            # The recover query ends with its ORDER BY.
            if step["part"] == "recover" and line.startswith("ORDER BY"):
                step["part"] = "sql"
    return steps


def check(name, step):
    probe = " AND ".join(f"({p})" for p in step["probes"])
    failures = []

    def expect(state):
        if probe:
            _, printed, said = psql(f"SELECT {probe};")
            if printed.strip() != state:
                failures.append(f"probe is {printed.strip() or said} instead of {state}")

    expect("f")
    if step["recover"]:
        code, _, said = psql("\n".join(step["recover"]) + " \\gexec")
        if code:
            failures.append(said)
    sql = "\n".join(step["sql"])
    code, _, said = psql(f"BEGIN;\n{sql}\nCOMMIT;" if step["transaction"] else sql)
    if code:
        failures.append(said)
    expect("t")
    for failure in failures:
        print(f"{name}: {step['title']}: {failure}")
    return not failures


def main():
    tool, folder = sys.argv[1:]
    version = server_version()
    psql("CREATE ROLE reader; CREATE ROLE app; CREATE ROLE writer; CREATE ROLE \"Me\"; CREATE ROLE \"Support\";")
    passed = total = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.sir"))):
        text = open(path, encoding="utf-8").read()
        if os.path.basename(path) in ELSEWHERE or any(word in text and version < since for word, since in NEWER.items()):
            continue
        text = re.sub(r"(dialect postgres )(\d+)",
                      lambda m: m.group(1) + str(min(int(m.group(2)), version)), text)
        code, _, said = psql(UNPUBLISH + CLEAN + translate(tool, setup_plan(text)))
        if code:
            sys.exit(f"{path}: setup: {said}")
        for step in steps_of(translate(tool, text)):
            total += 1
            passed += check(os.path.basename(path), step)
    print(f"{passed} of {total} steps accepted by PostgreSQL {version}")
    return passed != total or total < 50


if __name__ == "__main__":
    sys.exit(main())
