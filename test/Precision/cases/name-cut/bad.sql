-- expect: name-cut
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE this_is_a_table_with_a_name_that_is_much_longer_than_the_server_can_keep (id int PRIMARY KEY);
