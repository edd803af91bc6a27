"""The catalog of a database as sorted lines, and what differs between two of them."""
import os
import subprocess

QUERY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "catalog.sql")


def dump(database, environment=None):
    """The lines of `database` (a name or a connection string)."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", QUERY],
        env=environment, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError("reading the catalog failed: " + done.stderr.strip())
    return done.stdout.splitlines()


def diff(left, right):
    """Lines of one side only, as "- line" and "+ line", by the object that they are about."""
    only = [(line, "-") for line in set(left) - set(right)]
    only += [(line, "+") for line in set(right) - set(left)]
    return [f"{sign} {line}" for line, sign in
            sorted(only, key=lambda entry: (subject(entry[0]), entry[1] == "+", entry[0]))]


def subject(line):
    """`column public."User".id` of a column's line."""
    return line.split(": ", 1)[0]
