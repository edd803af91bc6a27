# Two keys over the same are two constraints, where CREATE TABLE would make one of both.
# RUN: schemac convert --to sir %s | FileCheck %s

# CHECK:      primary_key @t_pkey (@a)
# CHECK-NEXT: unique @one (@b)
# CHECK-NEXT: exclude @three (@b with "=")
# CHECK-NEXT: unique @same (@a)
# CHECK-NEXT: unique @"t(wo" (@b)
# CHECK-NEXT: exclude @four (@b with "=")
schema "public" {}
table "t" {
  schema = schema.public
  column "a" {
    type = int
  }
  column "b" {
    type = int
  }
  primary_key {
    columns = [column.a]
  }
  unique "same" {
    columns = [column.a]
  }
  unique "one" {
    columns = [column.b]
  }
  unique "t(wo" {
    columns = [column.b]
  }
  exclude "three" {
    type = BTREE
    on {
      column = column.b
      op     = "="
    }
  }
  exclude "four" {
    type = BTREE
    on {
      column = column.b
      op     = "="
    }
  }
}
