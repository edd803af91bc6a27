-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
ALTER TABLE users ADD shard int NOT NULL DEFAULT (floor(random() * 16))::int;
