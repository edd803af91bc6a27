-- expect: index-too-wide
-- with: -Windex-too-wide
-- change
CREATE TABLE a (a int, b int, c int, d int, e int, f int, g int, PRIMARY KEY (a));
CREATE INDEX wide ON a (a, b, c, d, e, f, g);
