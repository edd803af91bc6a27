"""Holds include/schemac/IR/ServerTypes.def against pg_type: server_types_live.py FILE

A name of the table that the server has is a pseudo-type there or none, as the table says; and each pseudo-type of the
server is in the table.
"""
import re
import subprocess
import sys

table = {name: pseudo == "true" for name, pseudo in re.findall(r'^SERVER_TYPE\("(\w+)", (true|false)\)', open(sys.argv[1]).read(), re.M)}
sql = "SELECT typname, typtype = 'p' FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typname !~ '^_'"
rows = subprocess.run(["psql", "-XqAt", "-d", "postgres", "-c", sql], capture_output=True, text=True, check=True).stdout
server = {name: pseudo == "t" for name, pseudo in (line.split("|") for line in rows.splitlines())}
wrong = [n for n in table if n in server and table[n] != server[n]] + [n for n in server if server[n] and n not in table]
print(f"{sum(n in server for n in table)} types, {len(wrong)} wrong", *wrong)
