-- Names that PostgreSQL makes: by column, numbered where they are taken, cut to 63 bytes.
-- RUN: schemac-translate --from sql %s | FileCheck %s

CREATE TABLE a (b_c int CHECK (b_c > 0), d int UNIQUE, PRIMARY KEY (d), e int REFERENCES a);
-- CHECK: primary_key @a_pkey (@d)
-- CHECK: check @a_b_c_check sql"b_c > 0"
-- CHECK: foreign_key @a_e_fkey (@e) references @a (@d)

-- A constraint of this name is in another table of the schema.
CREATE TABLE a_b (c int CHECK (c > 0));
-- CHECK: check @a_b_c_check1 sql"c > 0"

-- Several columns, and none.
CREATE TABLE c (x int, y int, CHECK (x < y), CHECK (x > 0 OR x IS NULL), CHECK (1 = 1), UNIQUE (x, y) INCLUDE (x));
-- CHECK: check @c_check sql"x < y"
-- CHECK: check @c_x_check sql"x > 0 OR x IS NULL"
-- CHECK: check @c_check1 sql"1 = 1"
-- CHECK: unique @c_x_y_x1_key (@x, @y)

CREATE INDEX ON c (lower(x::text), (x + y), coalesce(x, 0), x);
CREATE INDEX ON c (x);
CREATE INDEX ON c (x);
-- CHECK: index @c_lower_expr_coalesce_x_idx
-- CHECK: index @c_x_idx (@x)
-- CHECK: index @c_x_idx1 (@x)

CREATE TABLE a_table_with_a_name_that_is_rather_long_for_what_it_holds (
  a_column_with_a_name_that_is_even_longer_than_that_of_its_table int UNIQUE,
  ключ_таблицы_по_русски_очень_длинный_ключ int CHECK (ключ_таблицы_по_русски_очень_длинный_ключ > 0)
);
-- CHECK: @a_table_with_a_name_that_is_r_a_column_with_a_name_that_is__key
-- CHECK: check @"a_table_with_a_name_that_is__ключ_таблицы_по_check"
