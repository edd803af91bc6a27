# All that the vocabulary has, as IR; every declaration at its place.
# RUN: schemac-translate --from hcl --print-locs %s | FileCheck %s --match-full-lines

variable "prefix" {
  type    = string
  default = "app"
}
locals {
  big = bigint
  name = "${var.prefix}_users"
}
schema "public" {
  comment = "standard public schema"
}
schema "auth" {
  comment = "who is who"
}
extension "citext" {
  schema = schema.public
}
enum "status" {
  schema = schema.auth
  values = ["active", "gone"]
}
domain "email" {
  schema = schema.public
  type = citext
  null = false
  check "has_at" {
    expr = "VALUE LIKE '%@%'"
  }
}
composite "address" {
  schema = schema.public
  field "street" {
    type = text
  }
  field "status" {
    type = enum.status
  }
}
range "floats" {
  schema = schema.public
  subtype = float8
  subtype_diff = float8mi
}
sequence "numbers" {
  schema = schema.public
  type = bigint
  start = 10
  owner = table.orders.column.number
}
# who
table "users" {
  schema = schema.auth
  comment = "people"
  column "id" {
    type = local.big
    identity {
      generated = ALWAYS
      start = 100
    }
  }
  column "email" {
    type = domain.email
    comment = "where"
  }
  column "status" {
    type = enum.status
    default = "active"
  }
  column "tags" {
    type = sql("text[]")
    null = true
  }
  column "price" {
    type = numeric(10, 2)
    default = 0.5
  }
  column "upper" {
    type = varchar(255)
    null = true
    as = "upper(lower_name)"
  }
  column "lower_name" {
    type = character_varying(255)
    null = true
    collate = "C"
  }
  column "at" {
    type = timestamp_with_time_zone(3)
    default = sql("now()")
  }
  column "home" {
    type = composite.address
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  index "users_tags" {
    type = GIN
    columns = [column.tags]
  }
  index "users_lower" {
    unique = true
    on {
      expr = "lower(lower_name)"
      desc = true
    }
    on {
      column = column.at
      nulls_last = true
    }
    where = "status = 'active'"
    include = [column.price]
    storage_params {
      fillfactor = 70
    }
  }
  unique "users_email" {
    columns = [column.email]
    nulls_distinct = false
  }
  check "price_positive" {
    expr = "price > 0"
  }
  row_security {
    enabled = true
    enforced = true
  }
}
table "orders" {
  schema = schema.public
  column "number" {
    type = bigint
    default = sql("nextval('numbers')")
  }
  column "user_id" {
    type = bigint
  }
  column "during" {
    type = tstzrange
  }
  column "at" {
    type = date
  }
  primary_key "orders_key" {
    columns = [column.number, column.at]
  }
  foreign_key "orders_user" {
    columns = [column.user_id]
    ref_columns = [table.users.column.id]
    on_delete = CASCADE
    on_update = NO_ACTION
  }
  partition {
    type = RANGE
    columns = [column.at]
  }
}
table "rooms" {
  schema = schema.public
  column "during" {
    type = tstzrange
  }
  exclude "no_overlap" {
    type = GIST
    on {
      column = column.during
      op = "&&"
    }
  }
}
view "active2" {
  schema = schema.public
  as = "SELECT id FROM active"
}
view "active" {
  schema = schema.public
  as = <<-SQL
    SELECT id, email
    FROM auth.users
    WHERE status = 'active';
  SQL
  check_option = LOCAL
  column "id" {
    type = bigint
  }
  comment = "those"
}
materialized "counts" {
  schema = schema.public
  as = "SELECT count(*) AS n FROM public.orders"
  index "counts_n" {
    columns = []
    on {
      expr = "n + 1"
    }
  }
}
function "touch" {
  schema = schema.public
  lang = PLpgSQL
  return = trigger
  as = <<-SQL
    BEGIN
      NEW.at = now();
      RETURN NEW;
    END;
  SQL
}
function "add" {
  schema = schema.public
  lang = SQL
  arg "a" {
    type = int
  }
  arg "b" {
    type = int
    default = 1
  }
  return = int
  volatility = IMMUTABLE
  as = "SELECT a + b"
  comment = "adds"
}
trigger "touch_users" {
  on = table.users
  before {
    insert = true
    update_of = [table.users.column.email]
  }
  for = ROW
  execute {
    function = function.touch
  }
}
policy "own" {
  on = table.users
  for = SELECT
  to = [PUBLIC]
  using = "email = current_user"
}

#      CHECK: schema @app dialect postgres {
# CHECK-NEXT: namespace @auth loc("{{.*}}":15:1)
# CHECK-NEXT: comment "who is who"
# CHECK-NEXT: extension @citext loc("{{.*}}":18:1)
# CHECK-NEXT: enum @auth.@status {"active", "gone"} loc("{{.*}}":21:1)
# CHECK-NEXT: domain @email : citext not_null check @has_at sql"VALUE LIKE '%@%'" loc("{{.*}}":25:1)
# CHECK-NEXT: composite @address loc("{{.*}}":33:1) {
# CHECK-NEXT: attr @street : text loc("{{.*}}":35:3)
# CHECK-NEXT: attr @status : enum @auth.@status loc("{{.*}}":38:3)
# CHECK-NEXT: }
# CHECK-NEXT: range @floats subtype f64 subtype_diff @float8mi loc("{{.*}}":42:1)
# CHECK-NEXT: sequence @numbers : i64 start 10 owned_by @orders.@number loc("{{.*}}":47:1)
# CHECK-NEXT: function @touch () returns_trigger language @plpgsql as sql"BEGIN\n  NEW.at = now();\n  RETURN NEW;\nEND;\n" loc("{{.*}}":202:1)
# CHECK-NEXT: function @add (@a : i32, @b : i32 default sql"1") returns i32 language @sql immutable as sql"SELECT a + b" loc("{{.*}}":213:1)
# CHECK-NEXT: comment "adds"
# CHECK-NEXT: table @auth.@users loc("{{.*}}":54:1) {
# CHECK-NEXT: col @id : i64 identity_always start 100 loc("{{.*}}":57:3)
# CHECK-NEXT: col @email : domain @email comment "where" loc("{{.*}}":64:3)
# CHECK-NEXT: col @status : enum @auth.@status default sql"'active'" loc("{{.*}}":68:3)
# CHECK-NEXT: col @tags : array<text> nullable loc("{{.*}}":72:3)
# CHECK-NEXT: col @price : numeric(10, 2) default sql"0.5" loc("{{.*}}":76:3)
# CHECK-NEXT: col @upper : varchar(255) nullable stored sql"upper(lower_name)" loc("{{.*}}":80:3)
# CHECK-NEXT: col @lower_name : varchar(255) nullable collate @C loc("{{.*}}":85:3)
# CHECK-NEXT: col @at : timestamptz(3) default sql"now()" loc("{{.*}}":90:3)
# CHECK-NEXT: col @home : composite @address nullable loc("{{.*}}":94:3)
# CHECK-NEXT: primary_key @users_pkey (@id) loc("{{.*}}":98:3)
# CHECK-NEXT: unique @users_email (@email) nulls_not_distinct loc("{{.*}}":121:3)
# CHECK-NEXT: check @price_positive sql"price > 0" loc("{{.*}}":125:3)
# CHECK-NEXT: index @users_tags (@tags) using @gin loc("{{.*}}":101:3)
# CHECK-NEXT: index @users_lower (sql"lower(lower_name)" desc, @at) unique include (@price) with (fillfactor = 70) where sql"status = 'active'" loc("{{.*}}":105:3)
# CHECK-NEXT: trigger @touch_users before insert or update of (@email) for_each_row execute @touch loc("{{.*}}":228:1)
# CHECK-NEXT: policy @own for select using sql"email = current_user" loc("{{.*}}":239:1)
# CHECK-NEXT: row_security enabled forced
# CHECK-NEXT: }
# CHECK-NEXT: comment "people"
# CHECK-NEXT: table @orders partitioned by range (@at) loc("{{.*}}":133:1) {
# CHECK-NEXT: col @number : i64 default sql"nextval('numbers')" loc("{{.*}}":135:3)
# CHECK-NEXT: col @user_id : i64 loc("{{.*}}":139:3)
# CHECK-NEXT: col @during : tstzrange loc("{{.*}}":142:3)
# CHECK-NEXT: col @at : date loc("{{.*}}":145:3)
# CHECK-NEXT: primary_key @orders_key (@number, @at) loc("{{.*}}":148:3)
# CHECK-NEXT: foreign_key @orders_user (@user_id) references @auth.@users (@id) on_delete cascade loc("{{.*}}":151:3)
# CHECK-NEXT: }
# CHECK-NEXT: table @rooms loc("{{.*}}":162:1) {
# CHECK-NEXT: col @during : tstzrange loc("{{.*}}":164:3)
# CHECK-NEXT: exclude @no_overlap using @gist (@during with "&&") loc("{{.*}}":167:3)
# CHECK-NEXT: }
# CHECK-NEXT: view @active check_option local as sql"SELECT id, email\nFROM auth.users\nWHERE status = 'active'" loc("{{.*}}":179:1)
# CHECK-NEXT: comment "those"
# CHECK-NEXT: view @active2 as sql"SELECT id FROM active" loc("{{.*}}":175:1)
# CHECK-NEXT: view @counts materialized as sql"SELECT count(*) AS n FROM public.orders" loc("{{.*}}":192:1) {
# CHECK-NEXT: index @counts_n (sql"n + 1") loc("{{.*}}":195:3)
# CHECK-NEXT: }
# CHECK-NEXT: }
