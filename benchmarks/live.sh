#!/bin/sh
# Reads a database of N tables: benchmarks/live.sh N [SCHEMAC]. Runs beside a server (utils/pg.py).
set -e
tables=$1 schemac=${2:-build/bin/schemac}
url="postgresql://$PGUSER@/live?host=$PGHOST"
createdb live
psql -qXAtd live -v ON_ERROR_STOP=1 -v tables="$tables" <<'SQL'
CREATE TYPE state AS ENUM ('a', 'b');
SELECT format('CREATE TABLE t%1$s (id bigserial PRIMARY KEY, a int NOT NULL DEFAULT 0, b text, c timestamptz DEFAULT now(),
  d varchar(20) DEFAULT ''x'', e state DEFAULT ''a'', f numeric(10,2), g jsonb, parent bigint%2$s, CONSTRAINT c%1$s CHECK (a > 0))', i,
  CASE WHEN i > 0 THEN ' REFERENCES t' || i - 1 ELSE '' END) FROM generate_series(0, (:tables) - 1) i
\gexec
SELECT format('CREATE INDEX i%1$s ON t%1$s (b, c)', i), format('CREATE INDEX j%1$s ON t%1$s (lower(b)) WHERE a > 1', i)
FROM generate_series(0, (:tables) - 1) i
\gexec
ANALYZE;
SQL
time "$schemac" inspect "$url" > /dev/null
time "$schemac" drift "$url" "$url"
