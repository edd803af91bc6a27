# Words of one block that say two things of which it can have one; what says nothing excludes nothing.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

schema "public" {}
variable "none" {
  type    = string
  default = null
}
table "t" {
  schema = schema.public
  column "a" {
    type = int
    identity {}
    # expected-error@+1:5 {{a generated column is no identity}}
    as = "1 + 1"
  }
  column "b" {
    type = int
    identity {}
    # expected-error@+1:5 {{an identity has no default: its sequence gives the values}}
    default = 1
  }
  column "c" {
    type    = int
    default = 1
    # expected-error@+1:5 {{a generated column has no default}}
    as      = "1 + 1"
  }
  column "d" {
    type = int
    as   = "1"
    # expected-error@+1:5 {{'as' says once what a column is generated from}}
    as {
      expr = "2"
    }
  }
  column "e" {
    type = serial
    # expected-error@+1:5 {{a column of the type serial has its default already, and takes no 'identity'}}
    identity {}
  }
  column "f" {
    type    = sql("BIGSERIAL")
    # expected-error@+1:5 {{a column of the type bigserial has its default already, and takes no 'default'}}
    default = 1
  }
  column "g" {
    # expected-error@+1:16 {{'type' is no type: it is a set, which only a function returns}}
    type = sql("setof int")
  }
  column "h" {
    type    = int
    default = var.none
    as      = "1 + 1"
  }
  column "i" {
    type = smallserial
    as   = var.none
  }
  primary_key {
    columns = [column.a]
    # expected-error@+1:5 {{what it is over is said by 'columns' or by blocks 'on', not by both}}
    on {
      column = column.b
    }
  }
  index "i" {
    columns = []
    on {
      column = column.a
      # expected-error@+1:7 {{it is over a 'column' or over an 'expr', not over both}}
      expr   = "b + 1"
    }
  }
  unique "u" {
    on {
      column = column.a
    }
    # expected-error@+1:5 {{what it is over is said by 'columns' or by blocks 'on', not by both}}
    columns = [column.b]
  }
  partition {
    type = RANGE
    by {
      expr   = "a + 1"
      # expected-error@+1:7 {{it is over a 'column' or over an 'expr', not over both}}
      column = column.a
    }
  }
}
function "numbers" {
  schema = schema.public
  lang   = SQL
  return = sql("setof int")
  as     = "SELECT 1"
  arg "a" {
    # expected-error@+1:16 {{'type' is no type: it is a set, which only a function returns}}
    type = sql("setof int")
  }
}
