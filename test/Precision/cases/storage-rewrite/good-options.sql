-- expect: nothing
-- before
CREATE TABLE q (id int PRIMARY KEY, body text);
-- change
ALTER TABLE q SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE q ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE q ALTER COLUMN body SET STATISTICS 500;
