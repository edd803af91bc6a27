-- expect: column-rename-breaks-clients
-- before
CREATE TABLE "Users" (id int PRIMARY KEY, "Phone" text);
-- change
alter table if exists "Users" rename "Phone" to phone;
