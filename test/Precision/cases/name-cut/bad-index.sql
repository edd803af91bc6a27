-- expect: name-cut
-- before
CREATE TABLE a (id int, b int);
-- change
CREATE INDEX CONCURRENTLY this_is_an_index_with_a_name_that_is_much_longer_than_the_server_can_keep ON a (b);
