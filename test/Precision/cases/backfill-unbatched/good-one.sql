-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, slug text UNIQUE);
-- change
UPDATE t SET a = 1 WHERE slug = 'home';
UPDATE "t" SET a = 2 WHERE t.id = 17;
UPDATE t x SET a = 2 WHERE x.id IN (17, 18);
DELETE FROM t WHERE id = ANY ('{1,2,3}'::int[]);
