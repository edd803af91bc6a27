-- expect: grant-to-public
-- with: -Wgrant-to-public
-- before
CREATE TABLE a (id bigint PRIMARY KEY);
-- change
GRANT ALL ON a TO PUBLIC;
