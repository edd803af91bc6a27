// Values of storage parameters may be bare words; SQL has such a keyword in small letters, and so has the server.
// RUN: schemac convert --to sir %s --dialect postgres | FileCheck %s
// CHECK: index @spans (@span) using @gist with (buffering = on, fillfactor = 50)
// CHECK: index @spans_too (@span) using @gist with (buffering = auto)

schema "public" {}
table "t" {
  schema = schema.public
  column "span" {
    type = tstzrange
  }
  index "spans" {
    type    = GIST
    columns = [column.span]
    storage_params {
      buffering  = ON
      fillfactor = 50
    }
  }
  index "spans_too" {
    type    = GIST
    columns = [column.span]
    storage_params {
      buffering = "auto"
    }
  }
}
