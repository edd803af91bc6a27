#!/usr/bin/env python3
"""Runs a command beside a private MariaDB server: utils/maria.py run [--log] -- command...

The command finds the server's socket in SCHEMAC_MARIADB; its user is root, without a password. The server ends with it.
"""
import argparse
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from mariadb import MariaDbError, PrivateServer
from postgres import die_with_parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["run"])
    parser.add_argument("--log", action="store_true", help="print the server's log at the end")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        with PrivateServer() as server:
            code = subprocess.run(options.command, env=server.environment, preexec_fn=die_with_parent).returncode
            if options.log:
                sys.stderr.write(server.log())
    except (MariaDbError, OSError) as problem:
        print(f"maria.py: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
