# What PostgreSQL says of the SQL in a schema stands at that SQL.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

schema "public" {}
table "a" {
  schema = schema.public
  column "id" {
    type = text
    # expected-error@+1:27 {{syntax error at or near ")"}}
    default = sql("now( + )")
  }
}
table "b" {
  schema = schema.public
  column "id" {
    type = bigint
  }
  check "c" {
    # expected-error@+1:18 {{syntax error at or near "<"}}
    expr = "id > < 3"
  }
  # That the table is missing for these is no further error.
  index "b_id" {
    columns = [column.id]
  }
  foreign_key "b_c" {
    columns     = [column.id]
    ref_columns = [table.c.column.id]
  }
}
table "c" {
  schema = schema.public
  column "id" {
    type = bigint
  }
  # expected-error@+1:3 {{only a btree can be unique}}
  index "i" {
    type    = GIN
    unique  = true
    columns = [column.id]
  }
}
view "v" {
  schema = schema.public
  # expected-error@+1:22 {{syntax error at or near "users"}}
  as = "SELECT 1 FRM users"
}
