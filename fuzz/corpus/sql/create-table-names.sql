-- Names that PostgreSQL makes: by column, numbered where they are taken, cut to 63 bytes.

CREATE TABLE a (b_c int CHECK (b_c > 0), d int UNIQUE, PRIMARY KEY (d), e int REFERENCES a);

-- A constraint of this name is in another table of the schema.
CREATE TABLE a_b (c int CHECK (c > 0));

-- Several columns, and none.
CREATE TABLE c (x int, y int, CHECK (x < y), CHECK (x > 0 OR x IS NULL), CHECK (1 = 1), UNIQUE (x, y) INCLUDE (x));

CREATE INDEX ON c (lower(x::text), (x + y), coalesce(x, 0), x);
CREATE INDEX ON c (x);
CREATE INDEX ON c (x);

CREATE TABLE a_table_with_a_name_that_is_rather_long_for_what_it_holds (
  a_column_with_a_name_that_is_even_longer_than_that_of_its_table int UNIQUE,
  ключ_таблицы_по_русски_очень_длинный_ключ int CHECK (ключ_таблицы_по_русски_очень_длинный_ключ > 0)
);
