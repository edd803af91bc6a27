#!/usr/bin/env python3
"""Runs a command beside a private MariaDB server: utils/maria.py run [--log] -- command...

The command finds the server's socket in SCHEMAC_MARIADB; its user is root, without a password. The server ends with it.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from mariadb import PrivateServer
from private_server import run_beside


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["run"])
    parser.add_argument("--log", action="store_true", help="print the server's log at the end")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    return run_beside(PrivateServer(), options.command, options.log)


if __name__ == "__main__":
    sys.exit(main())
