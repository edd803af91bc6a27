"""Runs a program over a folder in which one folder cannot be looked into: as somebody who is not root, who can look into all."""
import os
import shutil
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory(dir="/tmp") as place:
    program = shutil.copy(shutil.which("schemac"), place)
    os.chmod(place, 0o755)
    history = os.path.join(place, "m")
    closed = os.path.join(history, "002_closed")
    os.makedirs(closed)
    with open(os.path.join(history, "001_a.sql"), "w", encoding="utf-8") as file:
        file.write("CREATE TABLE t (a int);\n")
    os.chmod(closed, 0)
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    for command in (["inspect"], ["check", "--no-config"]):
        done = subprocess.run([program, *command, "m"], cwd=place, text=True, capture_output=True, **nobody)
        print(f"{command[0]} {done.returncode}: {done.stdout}{done.stderr}", end="")
    os.chmod(closed, 0o700)
