"""What a linter says about the cases."""
import json
import os
import subprocess
import tempfile
from collections import Counter

# Where a tool has its files, before and change, and what stands around their text.
LAYOUTS = {
    "numbered": ("1_before.sql", "2_change.sql", "{}"),
    "prisma": ("1_before/migration.sql", "2_change/migration.sql", "{}"),
    "flyway": ("V1__before.sql", "V2__change.sql", "{}"),
    "goose": ("1_before.sql", "2_change.sql", "-- +goose Up\n{}"),
    "goose-plain": ("1_before.sql", "2_change.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n{}"),
}


def write(case, folder):
    """Makes the files of a case; the path of the one that is judged."""
    before, change, form = LAYOUTS[case.tool]
    for name, text in ((before, case.before), (change, case.change)):
        if not text:
            continue
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(form.format(text) if form != "{}" else text)
    return os.path.join(folder, change)


def by_schemac(cases, binary):
    """Case name -> rules reported in the change, how often."""
    found = {}
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            path = write(case, folder)
            config = ["--no-config"]
            if case.config:
                config = ["--config", os.path.join(folder, "case.yaml")]
                with open(config[1], "w", encoding="utf-8") as stream:
                    stream.write(case.config + "\n")
            command = [binary, "check", *config, "--format", "json", "--dialect",
                       f"postgres:{case.version}", *case.options]
            if case.rows:
                stats = os.path.join(folder, "stats.json")
                with open(stats, "w", encoding="utf-8") as stream:
                    json.dump({"tables": {t: {"rows": n, "bytes": n * 100} for t, n in case.rows.items()}}, stream)
                command += ["--stats", stats]
            run = subprocess.run([*command, path], capture_output=True, text=True)
            if run.returncode not in (0, 1):
                raise RuntimeError(f"{case.name}: {run.stdout}{run.stderr}")
            found[case.name] = Counter(d["rule"] or d["code"] for d in json.loads(run.stdout)["diagnostics"]
                                       if d["level"] != "note")
    return found


def by_squawk(cases, binary):
    """The same of squawk, which reads no state before and knows no sizes."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, case in enumerate(cases):
            path = os.path.join(folder, f"{number}.sql")
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(case.change)
            paths[path] = case
            wrapped = case.tool in ("flyway", "goose") or (case.tool == "prisma" and case.change.count(";\n") > 1)
            run = subprocess.run([binary, "--reporter", "json", "--pg-version", str(case.version),
                                  *(["--assume-in-transaction"] if wrapped else []), path],
                                 capture_output=True, text=True)
            found[case.name] = Counter(d["rule_name"] for d in json.loads(run.stdout or "[]"))
    return found
