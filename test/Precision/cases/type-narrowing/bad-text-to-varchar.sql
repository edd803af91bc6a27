-- expect: type-narrowing, type-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
-- change
ALTER TABLE "users" ALTER COLUMN "nick" SET DATA TYPE VARCHAR(30);
