-- expect: naming-reserved-word x2
-- with: -Wnaming-reserved-word
-- change
CREATE TABLE "user" (id int PRIMARY KEY, "order" int);
