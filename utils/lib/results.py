"""Sums up test results for utils/check: results.py FILE... [--failed NAME]... [--passed NAME]...

FILE is what lit (-o) or GoogleTest (--gtest_output=json:) wrote; --passed and --failed name steps
that are tests of their own. The output of what failed is printed, the counts are the last line.
"""
import argparse
import json
import sys

LIT = {"PASS": "passed", "XFAIL": "passed", "FLAKYPASS": "passed", "UNSUPPORTED": "skipped",
       "SKIPPED": "skipped", "EXCLUDED": None}
OUTPUT_LINES = 80


def read(path):
    """(name, verdict, output) of every test of a file; a missing file is a failure."""
    try:
        with open(path) as file:
            document = json.load(file)
    except (OSError, ValueError) as problem:
        yield path, "failed", f"no results: {problem}"
        return
    if "testsuites" in document:
        for suite in document["testsuites"]:
            for case in suite["testsuite"]:
                skipped = case.get("result") == "SKIPPED" or case.get("status") == "NOTRUN"
                failures = case.get("failures")
                verdict = "failed" if failures else "skipped" if skipped else "passed"
                text = "\n".join(f["failure"] for f in failures or [])
                yield f"{suite['name']}.{case['name']}", verdict, text
        return
    for test in document["tests"]:
        verdict = LIT.get(test["code"], "failed")
        if verdict:
            yield test["name"], verdict, test["output"]


def last_lines(text):
    lines = text.rstrip().splitlines()
    return "\n".join((["  …"] if len(lines) > OUTPUT_LINES else []) + lines[-OUTPUT_LINES:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--failed", action="append", default=[])
    parser.add_argument("--passed", action="append", default=[])
    options = parser.parse_args()
    counts = {"passed": len(options.passed), "failed": len(options.failed), "skipped": 0}
    failed = list(options.failed)
    for path in options.files:
        for name, verdict, output in read(path):
            counts[verdict] += 1
            if verdict == "failed":
                failed.append(name)
                print(f"---- {name} failed\n{last_lines(output)}\n")
    if failed:
        print("failed:\n  " + "\n  ".join(failed))
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    # Nothing run is no success.
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
