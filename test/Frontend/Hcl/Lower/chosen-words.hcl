# Words stand bare in conditionals and in parentheses, wherever a word stands.
# RUN: schemac convert --to sir %s 2> %t | FileCheck %s
# RUN: count 0 < %t

variable "big" {
  type    = bool
  default = true
}
locals {
  cascades = "no"
}
schema "public" {}
table "t" {
  schema = schema.public
  column "a" {
    type = var.big ? bigint : int
    identity {
      generated = (var.big ? ALWAYS : BY_DEFAULT)
    }
  }
  column "b" {
    type = (bigint)
  }
  primary_key {
    columns = [column.a]
  }
  index "i" {
    columns = [column.b]
    type    = var.big ? BRIN : BTREE
  }
  index "j" {
    columns = [column.b]
    type    = var.big ? "HASH" : BTREE
  }
  foreign_key "f" {
    columns     = [column.b]
    ref_columns = [column.a]
    on_delete   = local.cascades == "yes" ? CASCADE : (var.big ? SET_NULL : RESTRICT)
    on_update   = var.big ? null : CASCADE
  }
}
permission {
  to         = "reader"
  for        = table.t
  privileges = var.big ? [SELECT, (var.big ? INSERT : UPDATE)] : [DELETE]
}
policy "p" {
  on    = table.t
  for   = var.big ? SELECT : ALL
  to    = [var.big ? PUBLIC : "reader"]
  using = "a > 0"
}
statistics "s" {
  schema  = schema.public
  on      = table.t
  columns = [table.t.column.a, table.t.column.b]
  kinds   = var.big ? [(mcv), var.big ? ndistinct : dependencies] : []
}

# CHECK:      table @t {
# CHECK-NEXT: col @a : i64 identity_always
# CHECK-NEXT: col @b : i64
# CHECK-NEXT: primary_key @t_pkey (@a)
# CHECK-NEXT: foreign_key @f (@b) references @t (@a) on_delete set_null{{$}}
# CHECK-NEXT: index @i (@b) using @brin
# CHECK-NEXT: index @j (@b) using @hash
# CHECK-NEXT: policy @p for select using sql"a > 0"
# CHECK:      grant "INSERT", "SELECT" to @reader
# CHECK-NEXT: statistics @s on @t (@a, @b) kinds {"mcv", "ndistinct"}
