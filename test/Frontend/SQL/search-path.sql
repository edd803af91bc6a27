-- Names are looked up along the search path, and made at its beginning.
-- RUN: schemac-translate --from sql %s | FileCheck %s
CREATE SCHEMA app;
CREATE TABLE users (id int PRIMARY KEY);
SET search_path = app, public;
CREATE TABLE orders (id int PRIMARY KEY, "user" int REFERENCES users);
CREATE TYPE state AS ENUM ('open');
CREATE TABLE public.items ("order" int REFERENCES orders, state state);
SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE app.orders ADD COLUMN state app.state;

-- CHECK: namespace @app
-- CHECK-NEXT: enum @app.@state {"open"}
-- CHECK-NEXT: table @users {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: primary_key @users_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @app.@orders {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @user : i32 nullable
-- CHECK-NEXT: col @state : enum @app.@state nullable
-- CHECK-NEXT: primary_key @orders_pkey (@id)
-- CHECK-NEXT: foreign_key @orders_user_fkey (@user) references @users (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @items {
-- CHECK-NEXT: col @order : i32 nullable
-- CHECK-NEXT: col @state : enum @app.@state nullable
-- CHECK-NEXT: foreign_key @items_order_fkey (@order) references @app.@orders (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: }
