-- expect: nothing
-- rows: countries 240
-- before
CREATE TABLE countries (code char(2) PRIMARY KEY, name text);
-- change
CREATE INDEX countries_name_idx ON countries (name);
