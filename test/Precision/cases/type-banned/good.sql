-- expect: nothing
-- config: limits: {banned-types: [money]}
-- change
CREATE TABLE t (id int PRIMARY KEY, price numeric);
