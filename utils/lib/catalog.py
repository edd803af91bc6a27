"""The catalog of a database as sorted lines, and what differs between two of them."""
import os
import re
import subprocess

QUERY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "catalog.sql")


def unnumbered(line):
    """Of alike parts of indexes on a partition the server numbers the later ones: which those are says how they came about, and no schema."""
    is_part = line.startswith("index ") and " part of " in line
    return re.sub(r"(_idx)\d+", r"\1", line) if is_part else line


def dump(database, environment=None):
    """The lines of `database` (a name or a connection string)."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", QUERY],
        env=environment, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError("reading the catalog failed: " + done.stderr.strip())
    return lines(done.stdout)


def lines(printed):
    """Those of what the query prints."""
    return [unnumbered(line) for line in printed.splitlines()]


def diff(left, right):
    """Lines of one side only, as "- line" and "+ line", by the object that they are about."""
    only = [(line, "-") for line in set(left) - set(right)]
    only += [(line, "+") for line in set(right) - set(left)]
    return [f"{sign} {line}" for line, sign in
            sorted(only, key=lambda entry: (subject(entry[0]), entry[1] == "+", entry[0]))]


def subject(line):
    """`column public."User".id` of a column's line."""
    return line.split(": ", 1)[0]
