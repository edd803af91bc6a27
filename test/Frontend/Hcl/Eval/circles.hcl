# Values in circles, a local that is all locals and tables that name each other: they are freed, as the suite with sanitizers sees.
# RUN: schemac-translate --from hcl --verify-diagnostics %s
locals {
  all  = local
  some = [local.all]
}
schema "public" {
  comment = length(local.some) == 1 ? "one" : "several"
}
# expected-error@+1 {{'a' needs its own value}}
table "a" {
  schema   = schema.public
  inherits = [table.b]
}
table "b" {
  schema   = schema.public
  inherits = [table.a]
}
