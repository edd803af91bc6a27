#!/usr/bin/env python3
"""`schemac check` beside squawk, as processes, on the same files and in the same run.

    python3 benchmarks/check.py [--schemac PROGRAM] [--squawk PROGRAM] [--history FOLDER]

W3: a dump of about 0.8 MB and one of 10,000 tables, made here, and a history of 500 files or another one. Every output
format of both. Prints Markdown: the least wall and processor time, the most memory. squawk comes from npm (`squawk-cli`);
nothing of it is part of schemac.
"""
import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = ["text", "json", "sarif", "github", "gitlab", "junit"]
REPORTERS = ["json", "gcc", "tty"]
TYPES = ["text", "character varying(120)", "integer", "numeric(12,2)", "timestamp with time zone",
         "boolean DEFAULT false NOT NULL", "jsonb"]
LIMIT_SECONDS = 60


def dump(tables, path):
    """What pg_dump --schema-only writes of that many tables."""
    chance = random.Random(tables)
    with open(path, "w", encoding="utf-8") as file:
        file.write("SET statement_timeout = 0;\nSET client_encoding = 'UTF8';\n\n")
        for number in range(tables):
            columns = ["    id bigint NOT NULL"]
            columns += [f"    column_{n} {chance.choice(TYPES)}" for n in range(chance.randint(8, 18))]
            file.write(f"CREATE TABLE public.table_{number} (\n" + ",\n".join(columns) + "\n);\n\n\n")
        for number in range(tables):
            file.write(f"ALTER TABLE ONLY public.table_{number}\n"
                       f"    ADD CONSTRAINT table_{number}_pkey PRIMARY KEY (id);\n\n\n"
                       f"CREATE INDEX table_{number}_idx ON public.table_{number} USING btree (column_0, id);\n\n\n")


def history(files, folder):
    """Numbered files, each of which makes a table or changes one that is there."""
    chance = random.Random(files)
    made = 0
    for number in range(1, files + 1):
        if made < 5 or chance.random() < 0.3:
            text = f"CREATE TABLE t{made} (id bigint PRIMARY KEY, name text, at timestamptz);\n"
            made += 1
        else:
            table = f"t{chance.randrange(made)}"
            text = chance.choice([
                f"ALTER TABLE {table} ADD COLUMN c{number} integer;\n",
                f"CREATE INDEX {table}_{number}_idx ON {table} (name, at);\n",
                f"ALTER TABLE {table} ADD CONSTRAINT k{number} CHECK (id > {number});\n",
                f"UPDATE {table} SET name = 'x' WHERE at IS NULL;\n"])
        with open(os.path.join(folder, f"{number:04}_step.sql"), "w", encoding="utf-8") as file:
            file.write(text)


def once(command):
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS)))
    _, status, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.WIFSIGNALED(status)


def best(command):
    runs = [once(command)]
    if runs[0][0] < 10:
        runs += [once(command) for _ in range(4)]
    wall, busy, memory, killed = zip(*runs)
    return min(wall), min(busy), max(memory), any(killed)


def line(what, command):
    wall, busy, memory, killed = best(command)
    sign = "over " if killed else ""
    print(f"| {what} | {sign}{wall * 1000:.0f} ms | {sign}{busy * 1000:.0f} ms | {memory / 1024:.0f} MB |", flush=True)


def compare(title, options, ours, theirs):
    print(f"\n{title}\n\n|  | wall | processor | resident |\n| --- | ---: | ---: | ---: |")
    for name in FORMATS:
        line(f"schemac, {name}", [options.schemac, "check", "--no-config", "--format", name, ours])
    for name in REPORTERS if options.squawk else []:
        line(f"squawk, {name}", [options.squawk, "--reporter", name, *theirs])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(HERE, os.pardir, "build", "bin", "schemac"))
    parser.add_argument("--squawk")
    parser.add_argument("--history", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for tables, title in ((1000, "A dump of 1,000 tables"), (10000, "A dump of 10,000 tables")):
            path = os.path.join(folder, f"{tables}", "1_dump.sql")
            os.mkdir(os.path.dirname(path))
            dump(tables, path)
            size = f"{os.path.getsize(path) / 1e6:.2f} MB"
            compare(f"{title} ({size})", options, os.path.dirname(path), [path])
        steps = options.history or os.path.join(folder, "history")
        if not options.history:
            os.mkdir(steps)
            history(500, steps)
        files = sorted(os.path.join(at, name) for at, _, names in os.walk(steps) for name in names if name.endswith(".sql"))
        compare(f"A history of {len(files)} files", options, steps, files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
