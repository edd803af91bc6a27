-- expect: name-cut x2, step-object-exists
-- refused
-- before
CREATE TABLE a (id int, b int);
-- change
ALTER TABLE a ADD COLUMN this_is_a_column_with_a_name_that_is_much_longer_than_the_server_keeps_1 int;
ALTER TABLE a ADD COLUMN this_is_a_column_with_a_name_that_is_much_longer_than_the_server_keeps_2 int;
