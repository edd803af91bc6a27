#!/usr/bin/env python3
"""Runs a command beside a private PostgreSQL server.

    utils/pg.py run [--version MAJOR] [--set NAME=VALUE]... [--log] -- command...

The command finds the server through PGHOST, PGPORT and PGUSER (as the superuser, without a
password); the server ends with it. SCHEMAC_PG_TEMPLATES names a folder where an initialised data
directory is kept between runs.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from postgres import DEFAULT_MAJOR, PrivateServer
from private_server import run_beside


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
    settings = dict(item.split("=", 1) for item in options.set)
    return run_beside(PrivateServer(options.version, settings=settings), options.command, options.log)


if __name__ == "__main__":
    sys.exit(main())
