-- A migration without its history: what it names is assumed to have been there, no more.
-- RUN: schemac-translate --from sql --assume --plan %s 2>&1 | FileCheck %s

ALTER TABLE users ADD COLUMN phone text, ALTER COLUMN email SET NOT NULL, DROP COLUMN fax;
ALTER TABLE users DROP CONSTRAINT users_check, ALTER age DROP NOT NULL, ALTER age TYPE bigint;
CREATE INDEX ON users (name, lower(email));
CREATE TABLE orders (id int PRIMARY KEY, "user" int REFERENCES users, org int REFERENCES app.orgs (code));
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME COLUMN nick TO nickname;
DROP INDEX CONCURRENTLY old_idx;
DROP TABLE IF EXISTS logs;
ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';
ALTER TABLE nowhere ADD CONSTRAINT n_fkey FOREIGN KEY (a, b) REFERENCES elsewhere (c, d) NOT VALID;
ALTER TABLE nowhere VALIDATE CONSTRAINT old_fkey;
DROP VIEW nobody_knows;

-- CHECK: schema @assumed dialect postgres {
-- CHECK-NEXT: namespace @app
-- CHECK-NEXT: enum @mood {"ok"}
-- CHECK-NEXT: table @users {
-- CHECK-NEXT: col @email : native("unknown") nullable
-- CHECK-NEXT: col @fax : native("unknown") nullable
-- CHECK-NEXT: col @age : native("unknown")
-- CHECK-NEXT: col @name : native("unknown") nullable
-- CHECK-NEXT: col @id : native("unknown")
-- CHECK-NEXT: col @nick : native("unknown") nullable
-- CHECK-NEXT: check @users_check sql"true" not_valid
-- CHECK-NEXT: primary_key @users_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @app.@orgs {
-- CHECK-NEXT: col @code : native("unknown")
-- CHECK-NEXT: primary_key @orgs_pkey (@code)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @"(the table of old_idx)" {
-- CHECK-NEXT: col @"?" : native("unknown") nullable
-- CHECK-NEXT: index @old_idx (@"?")
-- CHECK-NEXT: }
-- CHECK-NEXT: table @logs {
-- CHECK-NEXT: }
-- CHECK-NEXT: table @nowhere {
-- CHECK-NEXT: col @a : native("unknown") nullable
-- CHECK-NEXT: col @b : native("unknown") nullable
-- CHECK-NEXT: check @old_fkey sql"true" not_valid
-- CHECK-NEXT: }
-- CHECK-NEXT: table @elsewhere {
-- CHECK-NEXT: col @c : native("unknown")
-- CHECK-NEXT: col @d : native("unknown")
-- CHECK-NEXT: primary_key @elsewhere_pkey (@c, @d)
-- CHECK-NEXT: }
-- CHECK-NEXT: }
-- CHECK-NEXT: plan @plan dialect postgres {
-- CHECK-NEXT: phase change {
-- CHECK-NEXT: drop_column @users.@fax
-- CHECK-NEXT: add_column @users.@phone : text nullable
-- CHECK-NEXT: set_not_null @users.@email
-- CHECK-NEXT: drop_constraint @users.@users_check
-- CHECK-NEXT: drop_not_null @users.@age
-- CHECK-NEXT: set_type @users.@age : i64
-- CHECK-NEXT: create_index @users.@users_name_lower_idx (@name, sql"lower(email)")
-- CHECK-NEXT: create_table @orders {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @user : i32 nullable
-- CHECK-NEXT: col @org : i32 nullable
-- CHECK-NEXT: primary_key @orders_pkey (@id)
-- CHECK-NEXT: foreign_key @orders_user_fkey (@user) references @users (@id)
-- CHECK-NEXT: foreign_key @orders_org_fkey (@org) references @app.@orgs (@code)
-- CHECK-NEXT: }
-- CHECK-NEXT: rename_table @users to @people
-- CHECK-NEXT: rename_column @people.@nick to @nickname
-- CHECK-NEXT: drop_index @"(the table of old_idx)".@old_idx concurrently
-- CHECK-NEXT: drop_table @logs
-- CHECK-NEXT: add_enum_value @mood "fine" after "ok"
-- CHECK-NEXT: add_foreign_key @nowhere.@n_fkey (@a, @b) references @elsewhere (@c, @d) not_valid
-- CHECK-NEXT: validate_constraint @nowhere.@old_fkey
-- CHECK-NEXT: }
-- CHECK-NEXT: }
