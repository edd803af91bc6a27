# What comments tell schemac, and what is wrong with them.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

# @schemac.drop(old, "an other", archive: true)

schema "public" {}
# @schemac.renamedFrom(people)
# @schemac.drop(phone)
table "users" {
  schema = schema.public
  # Prose may mention @schemac.anything(at all).
  # @schemac.renamedFrom("e mail")
  # @schemac.backfill("lower(name)")
  column "email" {
    type         = text
  }
  column "name" {
    type         = text
    renamed_from = "nick"
  }
  # expected-error@+1 {{'@schemac.renamedFron' is no annotation; renamedFrom, movedFrom, backfill and drop are}} {{14-25=renamedFrom}}
  # @schemac.renamedFron(x)
  column "a" {
    type = text
  }
  # expected-error@+1 {{'@schemac.backfill' is written '@schemac.backfill("SQL expression")'}}
  # @schemac.backfill(lower)
  column "b" {
    type = text
  }
  # expected-error@+1 {{'@schemac.backfill' says nothing here}}
  # @schemac.backfill("1")
  primary_key {
    columns = [column.email]
  }
}
# expected-error@+1 {{'@schemac.renamedFrom' says nothing here}}
# @schemac.renamedFrom(x)

