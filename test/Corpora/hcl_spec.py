#!/usr/bin/env python3
"""Runs the tests of HCL's specification: hcl_spec.py --translate PROGRAM FOLDER"""
import argparse
import os
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--translate", required=True, metavar="PROGRAM")
    parser.add_argument("folder")
    options = parser.parse_args()
    count = failed = 0
    for parent, folders, files in os.walk(options.folder):
        folders.sort()
        for name in sorted(files):
            stem, extension = os.path.splitext(os.path.join(parent, name))
            if extension != ".t":
                continue
            count += 1
            run = subprocess.run([options.translate, "--from", "hcl", "--hcldec", stem + ".hcldec",
                                  "--expect", stem + ".t", stem + ".hcl"],
                                 capture_output=True, text=True, check=False)
            if run.returncode != 0 or run.stdout != "as expected\n":
                failed += 1
                print(f"{stem}:\n{run.stdout}{run.stderr}")
    print(f"{count} tests, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
