-- expect: unique-add-blocking
-- before
create table "User" ("id" uuid primary key, "email" text not null);
-- change
-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
