#!/usr/bin/env python3
"""Rewrites the CHECK lines of lit tests from what the tools print now.

    update_checks.py [--build DIR] TEST...

For every RUN line that ends in `| FileCheck ... %s`, runs what stands before the pipe and writes its
output as the checks of that prefix, at the end of the test (before the first `---` part of a
split-file test). The other RUN lines run in their order. Read the difference before committing: a
check that was rewritten tests only that nothing changes.
"""
import argparse
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NOTE = "NOTE: checks by utils/update_checks.py; review them, and keep only what the test is about"
RUN = re.compile(r"^(?P<comment>\s*(?:#|//|--|;)?\s*)RUN:\s*(?P<command>.*)$")
PIPE = re.compile(r"^(?P<command>.*?)\s*\|\s*FileCheck\b(?P<options>.*)$")
PART = re.compile(r"^(?:\S+\s*)?#?--- |^(?://|--|#)--- ")


def run_lines(lines):
    """(comment prefix, command) of every RUN line, continuations joined."""
    pending = ""
    for line in lines:
        match = RUN.match(line)
        if match:
            pending += match.group("command")
            if pending.endswith("\\"):
                pending = pending[:-1]
                continue
            yield match.group("comment"), pending
            pending = ""


def expand(command, test, scratch, build):
    """lit's substitutions, as far as tests that print text need them."""
    values = {"%s": test, "%S": os.path.dirname(test), "%t": scratch, "%T": os.path.dirname(scratch),
              "%pg": f"{sys.executable} {ROOT}/utils/pg.py run --", "%utils": f"{ROOT}/utils",
              "%python": sys.executable, "%source_root": ROOT, "%binary_root": build}
    for name in sorted(values, key=len, reverse=True):
        command = re.sub(re.escape(name) + r"\b", values[name], command)
    return command.replace("%%", "%")


def execute(command, environment):
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(f"{command}\n{done.stderr}")
    return done.stdout


def prefixes(options):
    match = re.search(r"--?check-prefix(?:es)?[= ](\S+)", options)
    return match.group(1).split(",") if match else ["CHECK"]


def as_checks(output, comment, prefix, scratch):
    """The output as CHECK and CHECK-NEXT lines, with FileCheck's own brackets escaped."""
    checks, kind = [], ""
    for line in output.rstrip("\n").split("\n"):
        if not line.strip():
            kind = ""
            continue
        text = re.sub(r"\{\{|\[\[", lambda m: "{{" + "".join(f"[{c}]" if c == "{" else "\\[" for c in m.group()) + "}}", line)
        text = text.replace(scratch, "{{.*}}")
        checks.append(f"{comment}{prefix}{kind}: {text}")
        kind = "-NEXT"
    return checks


def without_checks(lines, found):
    pattern = re.compile(r"^\s*(?:#|//|--|;)?\s*(?:%s)(?:-NEXT|-SAME|-NOT|-DAG|-LABEL|-EMPTY|-COUNT-\d+)?:" %
                         "|".join(map(re.escape, found)))
    return [line for line in lines if not pattern.match(line) and NOTE not in line]


def update(test, build):
    with open(test) as file:
        lines = file.read().splitlines()
    scratch = os.path.join(build, "test", "update-checks", os.path.basename(test) + ".tmp")
    os.makedirs(os.path.dirname(scratch), exist_ok=True)
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    environment["PATH"] = os.pathsep.join([os.path.join(build, "bin"), "/usr/lib/llvm-19/bin", environment["PATH"]])
    checks, found = [], []
    for comment, line in run_lines(lines):
        pipe = PIPE.match(line)
        output = execute(expand(pipe.group("command") if pipe else line, test, scratch, build), environment)
        if not pipe:
            continue
        prefix = prefixes(pipe.group("options"))[0]
        if prefix not in found:
            found.append(prefix)
            checks += [""] * bool(checks) + as_checks(output, comment, prefix, scratch)
            note = f"{comment}{NOTE}"
    if not found:
        return False
    kept = without_checks(lines, found)
    end = next((i for i, line in enumerate(kept) if PART.match(line)), len(kept))
    head, parts = kept[:end], kept[end:]
    while head and not head[-1].strip():
        head.pop()
    text = "\n".join(head + ["", note] + checks + ([""] + parts if parts else [])) + "\n"
    with open(test, "w") as file:
        file.write(text)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(ROOT, "build"))
    parser.add_argument("tests", nargs="+")
    options = parser.parse_args()
    failed = False
    for test in options.tests:
        try:
            changed = update(os.path.abspath(test), os.path.abspath(options.build))
            print(f"{test}: {'updated' if changed else 'no RUN line pipes to FileCheck'}")
        except RuntimeError as problem:
            failed = True
            print(f"{test}: a RUN line failed: {problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
