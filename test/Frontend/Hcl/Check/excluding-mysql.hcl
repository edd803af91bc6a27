# What PostgreSQL's columns and keys have once, those of MySQL have once, too.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

schema "app" {
  charset = utf8mb4
}
table "t" {
  schema = schema.app
  column "a" {
    type           = int
    auto_increment = true
    # expected-error@+1:5 {{a column with 'auto_increment' has no default}}
    default        = 1
  }
  column "b" {
    type           = int
    as             = "1 + 1"
    # expected-error@+1:5 {{a generated column has no 'auto_increment'}}
    auto_increment = true
  }
  column "c" {
    type    = int
    default = 1
    # expected-error@+1:5 {{a generated column has no default}}
    as {
      expr = "1 + 1"
    }
  }
  column "d" {
    type           = int
    auto_increment = false
    default        = 1
  }
  primary_key {
    columns = [column.a]
  }
  index "i" {
    columns = [column.b]
    # expected-error@+1:5 {{what it is over is said by 'columns' or by blocks 'on', not by both}}
    on {
      column = column.c
      # expected-error@+1:7 {{it is over a 'column' or over an 'expr', not over both}}
      expr   = "d + 1"
    }
  }
}
