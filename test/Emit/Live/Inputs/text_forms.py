#!/usr/bin/env python3
"""text_forms.py SCHEMAC: what a plan takes for a date or time, on servers that cannot be asked, the server takes, too.

Reads the patterns from plans for version 12, and asks the server (PGHOST, PGUSER) for a cast of many texts, right and
wrong ones: none that a pattern takes may fail, and every day that the calendar has must be taken.
"""
import re
import subprocess
import sys

YEARS = ["0000", "0001", "0004", "1900", "1999", "2000", "2004", "2023", "2024", "2100", "2400", "9999"]
DAYS = [f"{y}-{m:02}-{d:02}" for y in YEARS for m in range(14) for d in range(33)]
TIMES = [f"{h:02}:{m:02}{rest}" for h in (0, 9, 19, 23, 24, 25) for m in (0, 59, 60)
         for rest in ("", ":00", ":59", ":60", ":61", ":59.1", ":59.123456", ":59.1234567", ":")]
ZONES = ["", "Z", "+00", "-14", "+14:59", "+15", "+16", "-0130", "+01:60", " UTC", "+1"]
DAY_TIMES = [f"{d}{sep}{t}{z}" for d in ("2024-02-29", "2023-02-29", "9999-12-31", "0001-01-01") for sep in (" ", "T", "")
             for t in TIMES for z in ZONES]
TYPES = {
    "date": ("@db.Date", DAYS + ["", "x", "2024-1-1", "24-01-01", "infinity", "20240101", "2024-01-01 "]),
    "time": ("@db.Time(3)", TIMES + ["12", "12:00 PM"]),
    "timetz": ("@db.Timetz(6)", [t + z for t in TIMES for z in ZONES]),
    "timestamp": ("@db.Timestamp(3)", DAYS + DAY_TIMES),
    "timestamptz": ("@db.Timestamptz(6)", DAY_TIMES),
}


def pattern(schemac, native):
    def schema(field):
        return f'datasource db {{\n  provider = "postgresql"\n}}\nmodel T {{\n  id Int @id\n  x {field}\n}}\n'
    import tempfile, os
    with tempfile.TemporaryDirectory() as folder:
        for name, field in (("a", "String?"), ("b", "DateTime? " + native)):
            with open(os.path.join(folder, name + ".prisma"), "w") as out:
                out.write(schema(field))
        sql = subprocess.run([schemac, "plan", "--from", folder + "/a.prisma", "--to", folder + "/b.prisma", "--dialect", "postgres:12",
                              "--format", "sql"], capture_output=True, text=True, check=True).stdout
    return re.search(r"~ '(\^.*?\$)'", sql).group(1)


def main():
    for type_name, (native, texts) in TYPES.items():
        accepts = pattern(sys.argv[1], native)
        values = ",".join("('" + t + "')" for t in texts)
        sql = f"""
SET client_min_messages = warning;
CREATE FUNCTION pg_temp.takes(t text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM t::{type_name}; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN false; END $$;
CREATE TEMPORARY TABLE texts AS SELECT v, v ~ '{accepts}' AS told, pg_temp.takes(v) AS taken FROM (VALUES {values}) AS t(v);
SELECT count(*) FILTER (WHERE told AND NOT taken), min(v) FILTER (WHERE told AND NOT taken),
       count(*) FILTER (WHERE told AND taken), count(*) FILTER (WHERE NOT taken),
       count(*) FILTER (WHERE taken AND NOT told AND v ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' AND '{type_name}' <> 'timestamptz')
FROM texts"""
        out = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres"], input=sql, capture_output=True, text=True,
                             check=True).stdout.strip().split("|")
        wrong, example, both, refused, missed = out
        assert int(both) > 20 and int(refused) > 20, (type_name, out)
        print(f"{type_name}: {wrong} taken in vain {example}; {missed} days missed")


main()
