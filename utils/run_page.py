#!/usr/bin/env python3
"""Runs the example and the fix of pages of docs/diagnostics, as the test suite does."""
import argparse
import os
import sys

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(root, "utils", "lib"))
import pages


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", metavar="SCnnnn.md")
    parser.add_argument("--tools", default=os.path.join(root, "build", "bin"),
                        help="folder of the binaries (default: build/bin)")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was printed")
    arguments = parser.parse_args()
    failed = False
    for path in arguments.pages:
        problems, log = pages.check(path, os.path.abspath(arguments.tools))
        for problem in problems:
            print("%s: %s" % (path, problem))
        if problems or arguments.verbose:
            print(log)
        failed |= bool(problems)
    return failed


if __name__ == "__main__":
    sys.exit(main())
