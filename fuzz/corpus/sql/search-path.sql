-- Names are looked up along the search path, and made at its beginning.
CREATE SCHEMA app;
CREATE TABLE users (id int PRIMARY KEY);
SET search_path = app, public;
CREATE TABLE orders (id int PRIMARY KEY, "user" int REFERENCES users);
CREATE TYPE state AS ENUM ('open');
CREATE TABLE public.items ("order" int REFERENCES orders, state state);
SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE app.orders ADD COLUMN state app.state;

