-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20));
-- change
CREATE TABLE IF NOT EXISTS t (id integer PRIMARY KEY, a character varying(20));
