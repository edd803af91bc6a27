-- expect: column-drop-destructive x2
-- before
CREATE TABLE "T" (id int PRIMARY KEY, "A" int, b text);
-- change
alter table "T" drop "A", drop column if exists b;
