-- expect: tx-mixed-ddl-dml
-- tool: prisma
-- before
CREATE TABLE "User" (id int PRIMARY KEY, "name" text);
-- change
ALTER TABLE "User" ADD COLUMN "slug" TEXT;
UPDATE "User" SET "slug" = lower("name");
