-- expect: grant-to-public
-- with: -Wgrant-to-public
-- change
CREATE TABLE a (id int PRIMARY KEY);
GRANT SELECT ON a TO PUBLIC;
