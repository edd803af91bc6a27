-- expect: naming-table
-- with: -Wnaming-table
-- change
CREATE TABLE "UserAccount" (id int PRIMARY KEY);
