#!/usr/bin/env python3
"""Runs a command beside a private PostgreSQL server.

    utils/pg.py run [--version MAJOR] [--set NAME=VALUE]... [--log] -- command...

The command finds the server through PGHOST, PGPORT and PGUSER (as the superuser, without a
password); the server ends with it. SCHEMAC_PG_TEMPLATES names a folder where an initialised data
directory is kept between runs.
"""
import argparse
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from postgres import DEFAULT_MAJOR, PostgresError, PrivateServer, die_with_parent


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="action", required=True)
    run = commands.add_parser("run", help="run a command beside a server")
    run.add_argument("--version", type=int, default=DEFAULT_MAJOR, metavar="MAJOR")
    run.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    run.add_argument("--log", action="store_true", help="print the server's log at the end")
    run.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


def main():
    options = parse(sys.argv[1:])
    # Ended politely, the server must go too; SystemExit runs the context manager's exit.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        settings = dict(item.split("=", 1) for item in options.set)
        with PrivateServer(options.version, settings=settings) as server:
            code = subprocess.run(options.command, env=server.environment,
                                  preexec_fn=die_with_parent).returncode
            if options.log:
                sys.stderr.write(server.log())
    except (PostgresError, OSError) as problem:
        print(f"pg.py: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
