-- expect: table-truncate x2
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY REFERENCES t (id));
-- change
TRUNCATE TABLE ONLY t, u RESTART IDENTITY;
