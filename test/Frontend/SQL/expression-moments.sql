-- Which day a moment is on, and how it is written, the session decides: the server takes no such cast in an index or a
-- generated column. It refuses what is refused here, and nothing else.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE DOMAIN moment AS timestamptz;
CREATE TABLE t (id int PRIMARY KEY, c_date date, c_timestamp timestamp, c_timestamptz timestamptz, c_time time, c_timetz timetz, c_text text, c_varchar varchar(20), c_moment moment, c_interval interval);
CREATE INDEX ON t ((c_date::timestamp));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_date::timestamptz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_date::text));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_date::varchar(20)));
CREATE INDEX ON t ((c_timestamp::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamp::timestamptz));
CREATE INDEX ON t ((c_timestamp::time));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamp::text));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamp::varchar(20)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::timestamp));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::time));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::timetz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::text));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz::varchar(20)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_time::timetz));
CREATE INDEX ON t ((c_time::text));
CREATE INDEX ON t ((c_time::varchar(20)));
CREATE INDEX ON t ((c_timetz::time));
CREATE INDEX ON t ((c_timetz::text));
CREATE INDEX ON t ((c_timetz::varchar(20)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::timestamp));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::timestamptz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::time));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::timetz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_text::interval));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::timestamp));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::timestamptz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::time));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::timetz));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_varchar::interval));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((date_trunc('day', c_timestamptz)));
CREATE INDEX ON t ((date_trunc('day', c_timestamp)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((date_trunc('day', c_date)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((extract(day FROM c_timestamptz)));
CREATE INDEX ON t ((extract(epoch FROM c_timestamp)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((date_part('day', c_timestamptz)));
CREATE INDEX ON t ((date_part('day', c_date)));
CREATE INDEX ON t ((date_trunc('day', c_timestamptz AT TIME ZONE 'UTC')));
CREATE INDEX ON t (((c_timestamptz AT TIME ZONE 'UTC')::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_moment::date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((lower(c_timestamp::text)));
CREATE INDEX ON t ((c_timestamptz::timestamptz(3)));
CREATE INDEX ON t ((c_timestamp::date::timestamp));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((CAST(c_text AS date)));
CREATE INDEX ON t ((('2026-01-01'::date - c_date)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((date_trunc('month', c_timestamp::timestamptz)));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t (id) WHERE c_timestamptz::date > '2026-01-01';
CREATE INDEX ON t (id) WHERE c_timestamptz > '2026-01-01';
-- expected-error@+1 {{decides what it is, and a generated column holds}}
ALTER TABLE t ADD d date GENERATED ALWAYS AS (c_timestamptz::date) STORED;
ALTER TABLE t ADD d date GENERATED ALWAYS AS ((c_timestamptz AT TIME ZONE 'UTC')::date) STORED;
ALTER TABLE t ADD CHECK (c_timestamptz::date > '2026-01-01');
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz + interval '1 day'));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz - c_interval));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_interval + c_moment));
CREATE INDEX ON t ((c_timestamp + interval '1 day'));
CREATE INDEX ON t ((c_date + interval '1 day'));
CREATE INDEX ON t ((c_date - 1));
CREATE INDEX ON t ((c_timestamptz - c_timestamptz));
CREATE INDEX ON t ((c_timetz + interval '1 hour'));
CREATE INDEX ON t ((c_interval * 2));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamptz > c_date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t ((c_timestamp = c_timestamptz));
CREATE INDEX ON t ((c_timestamptz > '2020-01-01'));
CREATE INDEX ON t ((c_timestamp > c_date));
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
CREATE INDEX ON t (id) WHERE c_timestamptz < '2020-01-01'::date;
-- expected-error@+1 {{the TimeZone or DateStyle of the session decides what it is, and an index holds}}
ALTER TABLE t ADD EXCLUDE USING gist (tstzrange(c_timestamptz, c_timestamptz + interval '1 hour') WITH &&);
