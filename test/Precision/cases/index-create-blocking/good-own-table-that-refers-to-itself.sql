-- expect: nothing
-- change
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint REFERENCES nodes (id));
CREATE INDEX nodes_parent_idx ON nodes (parent);
