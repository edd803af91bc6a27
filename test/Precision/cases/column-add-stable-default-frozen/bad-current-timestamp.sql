-- expect: column-add-stable-default-frozen
-- before
CREATE TABLE "T" (id int PRIMARY KEY);
-- change
ALTER TABLE "T" ADD COLUMN "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
