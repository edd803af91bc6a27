# What the vocabulary does not have, or has elsewhere, with what is nearest to it.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

schema "public" {
  # expected-error@+1:3 {{schema 'public' has no attribute 'coment'}} {{3-9=comment}}
  coment = "x"
}
# expected-error@+1:1 {{a schema has no block 'tabel'}} {{1-6=table}}
tabel "x" {}
# expected-error@+1 {{a schema has no attribute 'version'}}
version = 1
# expected-warning@+1 {{a role is no part of a schema for schemac}}
role "reader" { superuser = true }
# expected-error@+1 {{'table' takes its name, with its schema before it if need be, and has 0}}
table {
  schema = schema.public
}
table "users" {
  # expected-error@+1 {{'schema' has no 'pubic'}} {{21-26=public}}
  schema   = schema.pubic
  column "id" {
    # expected-error@+1:12 {{'bigintt' is no type of PostgreSQL; a type that is not built in is written sql("bigintt")}} {{12-19=bigint}}
    type = bigintt
  }
  column "email" {
    # expected-error@+1 {{'varchar' takes one parameter}}
    type = varchar(1, 2)
    # expected-error@+1 {{'null' must be true or false, and is the string 'maybe'}}
    null = "maybe"
  }
  column "age" {
    type = int
    # expected-error@+1 {{'default' must be a string, a number, true, false, null or sql("..."), and is a list of 1}}
    default = [1]
    # expected-error@+1 {{column 'age' has no attribute 'identity'}}
    identity = true
    # expected-note@-1 {{'identity' is a block: identity { ... }}}
  }
  # expected-error@+1 {{column 'x' needs 'type'}}
  column "x" {}
  # expected-error@+1 {{there is a column 'age' already}}
  column "age" {
    type = int
  }
  primary_key {
    # expected-error@+1 {{'column' has no 'idd'}} {{23-26=id}}
    columns = [column.idd]
  }
  # expected-error@+1 {{table 'users' has more than one 'primary_key'}}
  primary_key {
    columns = [column.id]
  }
  index "i" {
    # expected-error@+1 {{'type' must be BTREE, HASH, GIN, GIST, SPGIST or BRIN, and is 'GINN'}} {{15-19=GIN}}
    type    = GINN
    columns = [column.id]
    # expected-error@+1 {{index 'i' has no block 'onn'}} {{5-8=on}}
    onn {}
  }
  # expected-error@+1 {{index 'j' needs 'columns' or a block 'on'}}
  index "j" {}
  foreign_key "f" {
    columns     = [column.id]
    # expected-error@+1 {{'table' has no 'user'}}
    ref_columns = [table.user.column.id]
    # expected-error@+1 {{'on_delete' must be NO_ACTION, RESTRICT, CASCADE, SET_NULL or SET_DEFAULT, and is 'CASCADED'}}
    on_delete = CASCADED
  }
  check "c" {
    # expected-error@+1:13 {{'expr' is no SQL expression: it does not close a parenthesis}}
    expr = "age > (0"
  }
  index "k" {
    # expected-error@+1 {{'id' is a column of table 'other', and index 'k' takes those of table 'users'}}
    columns = [table.other.column.id]
  }
}
table "other" {
  schema = schema.public
  column "id" {
    type = bigint
  }
}
# expected-error@+1 {{table 'lost' needs 'schema', such as schema = schema.public}}
table "lost" {
  column "id" {
    type = bigint
  }
}
# expected-error@+1:1 {{there is a table 'lost' already}}
view "lost" {
  schema = schema.public
  as     = "SELECT 1"
}
# expected-error@+1 {{must be at most 63 bytes long, and is 64 bytes}}
enum "e123456789012345678901234567890123456789012345678901234567890123" {
  schema = schema.public
  values = []
}
