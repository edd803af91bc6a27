-- Without USING a server casts a column only where it would assign the value: it refuses what is refused here, and nothing else.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TYPE other_mood AS ENUM ('ok', 'bad');
CREATE TABLE t (id int PRIMARY KEY, word text, number int, truth boolean, feel mood, day date, at timestamp, doc json, id2 uuid);
-- expected-error@+1 {{'set_type' on 't.word' would be refused: its text cannot be cast to date automatically: USING says how}}
ALTER TABLE t ALTER word TYPE date;
-- expected-error@+1 {{its text cannot be cast to i32 automatically}}
ALTER TABLE t ALTER word TYPE int;
-- expected-error@+1 {{cannot be cast to json automatically}}
ALTER TABLE t ALTER word TYPE json;
-- expected-error@+1 {{cannot be cast to uuid automatically}}
ALTER TABLE t ALTER word TYPE uuid;
-- expected-error@+1 {{cannot be cast to enum @mood automatically}}
ALTER TABLE t ALTER word TYPE mood;
-- expected-error@+1 {{its enum @mood cannot be cast to enum @other_mood automatically}}
ALTER TABLE t ALTER feel TYPE other_mood;
-- expected-error@+1 {{its i32 cannot be cast to bool automatically}}
ALTER TABLE t ALTER number TYPE boolean;
-- expected-error@+1 {{its bool cannot be cast to i32 automatically}}
ALTER TABLE t ALTER truth TYPE int;
ALTER TABLE t ALTER word TYPE date USING word::date;
ALTER TABLE t ALTER feel TYPE text;
ALTER TABLE t ALTER number TYPE bigint;
ALTER TABLE t ALTER number TYPE text;
ALTER TABLE t ALTER day TYPE timestamptz;
ALTER TABLE t ALTER at TYPE time;
ALTER TABLE t ALTER doc TYPE jsonb;
ALTER TABLE t ALTER id2 TYPE varchar(40);
