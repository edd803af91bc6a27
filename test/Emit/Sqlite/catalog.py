"""The catalog of a file of SQLite, as lines.

    catalog.py A.sql B.sql     says in what the files differ that the two make
"""
import os
import subprocess
import sys
import tempfile

# Everything that the pragmas tell; the text of a statement is the author's own, so it counts for checks, views and triggers only.
CATALOG = """
SELECT 'table ' || t.name || ' strict ' || t.strict || ' wr ' || t.wr FROM pragma_table_list t
  WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1;
SELECT 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || ' notnull ' || c."notnull" || ' default ' ||
  lower(coalesce(c.dflt_value, '-')) || ' pk ' || c.pk || ' hidden ' || c.hidden
  FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.name NOT LIKE 'sqlite_%' ORDER BY 1;
SELECT 'key ' || m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_update || ' ' || f.on_delete
  FROM sqlite_master m, pragma_foreign_key_list(m.name) f ORDER BY 1;
SELECT 'index ' || m.name || ' unique ' || i."unique" || ' ' || i.origin || ' partial ' || i.partial || ' ' || x.seqno || ' ' ||
  coalesce(x.name, '-') || ' desc ' || x.desc || ' ' || lower(x.coll)
  FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) x WHERE x.key ORDER BY 1;
SELECT 'trigger ' || name || ' on ' || tbl_name || ': ' || lower(replace(replace(replace(sql, char(10), ' '), '"', ''), '  ', ' '))
  FROM sqlite_master WHERE type = 'trigger' ORDER BY 1;
SELECT 'autoincrement ' || count(*) FROM sqlite_master WHERE sql LIKE '%autoincrement%';
"""


def run(file, sql):
    done = subprocess.run(["sqlite3", "-bail", file], input=sql, text=True, capture_output=True, check=False)
    if done.returncode or done.stderr:
        sys.exit(f"{done.stderr}\nin\n{sql}")
    return done.stdout.splitlines()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def differences(ours, theirs):
    """How two catalogs differ; each line says whose it is."""
    return [f"- {line}" for line in theirs if line not in ours] + [f"+ {line}" for line in ours if line not in theirs]


def main():
    with tempfile.TemporaryDirectory() as work:
        catalogs = []
        for number, path in enumerate(sys.argv[1:]):
            file = os.path.join(work, str(number))
            run(file, read(path))
            catalogs.append(run(file, CATALOG))
    problems = differences(*catalogs)
    print("\n".join(problems) or f"{len(catalogs[0])} lines of the catalog are equal")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
