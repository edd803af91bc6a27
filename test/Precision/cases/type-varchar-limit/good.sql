-- expect: nothing
-- with: -Wtype-varchar-limit
-- change
CREATE TABLE t (id int PRIMARY KEY, name varchar, note text CHECK (length(note) < 20));
