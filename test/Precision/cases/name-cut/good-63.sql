-- expect: nothing
-- before
CREATE TABLE a (id int, b int);
-- change
CREATE INDEX CONCURRENTLY a_name_of_exactly_sixty_three_bytes_which_is_the_longest_kept_x ON a (b);
