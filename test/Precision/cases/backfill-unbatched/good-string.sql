-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE notes (body text);
-- change
INSERT INTO notes VALUES ('update t set b = a');
SELECT 'update t set b = a', 'delete from t where a < 5';
