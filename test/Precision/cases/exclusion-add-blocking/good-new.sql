-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE bookings (id int PRIMARY KEY, during tstzrange, EXCLUDE USING gist (during WITH &&));
