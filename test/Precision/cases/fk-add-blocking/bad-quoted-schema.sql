-- expect: fk-add-blocking
-- before
CREATE SCHEMA shop;
CREATE TABLE shop."Customer" ("Id" int PRIMARY KEY);
CREATE TABLE shop."Order" ("Id" int PRIMARY KEY, "CustomerId" int);
CREATE INDEX ON shop."Order" ("CustomerId");
-- change
alter table only shop."Order" add foreign key ("CustomerId") references shop."Customer" on delete restrict;
