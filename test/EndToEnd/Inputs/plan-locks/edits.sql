-- edit add-column
ALTER TABLE orders ADD COLUMN x int;
-- edit add-required-with-default
ALTER TABLE orders ADD COLUMN x int NOT NULL DEFAULT 5;
-- edit add-column-volatile
ALTER TABLE orders ADD COLUMN x float8 DEFAULT random();
-- edit add-required-and-fill; options: --backfill=orders.x=qty
ALTER TABLE orders ADD COLUMN x int NOT NULL;
-- edit add-column-that-refers
ALTER TABLE loose ADD COLUMN x int CONSTRAINT loose_x_fkey REFERENCES customers (id);
-- edit drop-column; options: --confirm-drop=all
ALTER TABLE customers DROP COLUMN score;
-- edit drop-column-and-keep-it; options: --confirm-drop=customers.score,archive
ALTER TABLE customers DROP COLUMN score;
-- edit drop-column-that-refers; there; options: --confirm-drop=all
DROP VIEW order_totals;
ALTER TABLE orders DROP COLUMN customer;
-- edit drop-column-of-index; options: --confirm-drop=all
ALTER TABLE customers DROP COLUMN code;
-- edit rename-column; options: --rename=customers.name=full_name
ALTER TABLE customers RENAME COLUMN name TO full_name;
-- edit rename-column-that-refers; options: --rename=items.order_id=parent
ALTER TABLE items RENAME COLUMN order_id TO parent;
-- edit rename-column-of-view; options: --rename=orders.total=amount
ALTER TABLE orders RENAME COLUMN total TO amount;
-- edit widen-text
ALTER TABLE customers ALTER COLUMN name TYPE varchar(100);
-- edit narrow-text
ALTER TABLE customers ALTER COLUMN name TYPE varchar(10);
-- edit widen-number
ALTER TABLE orders ALTER COLUMN qty TYPE bigint;
-- edit widen-key
ALTER TABLE customers ALTER COLUMN id TYPE bigint;
-- edit widen-partitioned
ALTER TABLE events ALTER COLUMN who TYPE bigint;
-- edit widen-column-of-heirs
ALTER TABLE animals ALTER COLUMN age TYPE bigint;
-- edit text-becomes-number; options: --backfill=orders.note=note::int
ALTER TABLE orders ALTER COLUMN note TYPE int USING note::int;
-- edit set-not-null
ALTER TABLE orders ALTER COLUMN qty SET NOT NULL;
-- edit set-not-null-and-fill; options: --backfill=orders.qty=0
ALTER TABLE orders ALTER COLUMN qty SET NOT NULL;
-- edit set-not-null-of-partitioned
ALTER TABLE events ALTER COLUMN who SET NOT NULL;
-- edit set-not-null-of-heirs
ALTER TABLE animals ALTER COLUMN age SET NOT NULL;
-- edit drop-not-null
ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;
-- edit set-default
ALTER TABLE orders ALTER COLUMN qty SET DEFAULT 3;
-- edit drop-default
ALTER TABLE customers ALTER COLUMN score DROP DEFAULT;
-- edit default-of-partitioned
ALTER TABLE events ALTER COLUMN who SET DEFAULT 3;
-- edit add-unique
ALTER TABLE loose ADD CONSTRAINT loose_a_key UNIQUE (a);
-- edit add-primary-key
ALTER TABLE loose ADD CONSTRAINT loose_pkey PRIMARY KEY (c);
-- edit add-primary-key-of-optional
ALTER TABLE loose ADD CONSTRAINT loose_pkey PRIMARY KEY (a);
-- edit change-primary-key
ALTER TABLE items DROP CONSTRAINT items_pkey, ADD CONSTRAINT items_pkey PRIMARY KEY (n);
-- edit drop-unique
ALTER TABLE customers DROP CONSTRAINT customers_code_key;
-- edit add-check
ALTER TABLE orders ADD CONSTRAINT positive CHECK (qty > 0);
-- edit add-check-of-heirs
ALTER TABLE animals ADD CONSTRAINT positive CHECK (age > 0);
-- edit add-check-of-partitioned
ALTER TABLE events ADD CONSTRAINT positive CHECK (who > 0);
-- edit change-check
ALTER TABLE orders DROP CONSTRAINT orders_total_check, ADD CONSTRAINT orders_total_check CHECK (total >= -5);
-- edit drop-check
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
-- edit add-foreign-key
ALTER TABLE loose ADD CONSTRAINT loose_c_fkey FOREIGN KEY (c) REFERENCES customers (id);
-- edit add-foreign-key-of-partitioned
ALTER TABLE events ADD CONSTRAINT events_who_fkey FOREIGN KEY (who) REFERENCES customers (id);
-- edit change-foreign-key
ALTER TABLE items DROP CONSTRAINT items_order_fkey, ADD CONSTRAINT items_order_fkey FOREIGN KEY (order_id) REFERENCES orders (id);
-- edit drop-foreign-key
ALTER TABLE items DROP CONSTRAINT items_order_fkey;
-- edit add-exclusion; small
ALTER TABLE loose ADD CONSTRAINT loose_excl EXCLUDE USING btree (a WITH =);
-- edit create-index
CREATE INDEX orders_placed_idx ON orders (placed);
-- edit create-unique-index
CREATE UNIQUE INDEX loose_lower_idx ON loose (lower(b));
-- edit create-index-of-partitioned
CREATE INDEX events_who_idx ON events (who);
-- edit create-unique-of-partitioned
ALTER TABLE events ADD CONSTRAINT events_key UNIQUE (id, at);
-- edit drop-index
DROP INDEX orders_customer_idx;
-- edit drop-index-of-partitioned
DROP INDEX events_kind_idx;
-- edit change-index
DROP INDEX orders_customer_idx;
CREATE INDEX orders_customer_idx ON orders (customer, placed);
-- edit rename-index
ALTER INDEX orders_customer_idx RENAME TO orders_by_customer;
-- edit rename-constraint
ALTER TABLE orders RENAME CONSTRAINT orders_customer_fkey TO orders_by;
-- edit add-enum-value
ALTER TYPE mood ADD VALUE 'new';
-- edit rename-enum-value; options: --rename=mood.sad=blue
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
-- edit remove-enum-value; options: --confirm-drop=all
ALTER TABLE customers ALTER COLUMN state DROP DEFAULT;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('ok', 'happy');
ALTER TABLE customers ALTER COLUMN state TYPE mood USING state::text::mood;
ALTER TABLE customers ALTER COLUMN state SET DEFAULT 'ok';
DROP TYPE mood_old;
-- edit rename-table; options: --rename=loose=tight
ALTER TABLE loose RENAME TO tight;
-- edit drop-table; options: --confirm-drop=all
DROP TABLE items;
-- edit create-table
CREATE TABLE fresh (id int PRIMARY KEY, customer int NOT NULL CONSTRAINT fresh_customer_fkey REFERENCES customers (id));
CREATE INDEX fresh_customer_idx ON fresh (customer);
-- edit create-partition
CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- edit create-partition-of-keyed
CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- edit drop-partition; options: --confirm-drop=all
DROP TABLE events_2025;
-- edit detach-partition
ALTER TABLE logs DETACH PARTITION logs_2025;
-- edit add-column-of-partitioned
ALTER TABLE events ADD COLUMN x int NOT NULL DEFAULT 0;
-- edit add-column-of-heirs
ALTER TABLE animals ADD COLUMN x int;
-- edit drop-column-of-heirs; options: --confirm-drop=all
ALTER TABLE animals DROP COLUMN age;
-- edit rename-column-of-heirs; options: --rename=animals.age=years
ALTER TABLE animals RENAME COLUMN age TO years;
-- edit no-inherit
ALTER TABLE dogs NO INHERIT animals;
-- edit change-view
CREATE OR REPLACE VIEW order_totals AS SELECT customer, sum(total) AS total, count(*) AS n FROM orders GROUP BY customer;
-- edit drop-view; options: --confirm-drop=all
DROP VIEW order_totals;
-- edit create-view
CREATE VIEW c AS SELECT id FROM customers;
-- edit change-materialized-view
DROP MATERIALIZED VIEW per_day;
CREATE MATERIALIZED VIEW per_day AS SELECT placed, count(*) AS n, sum(total) AS total FROM orders GROUP BY placed;
-- edit create-trigger
CREATE TRIGGER also BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
-- edit change-trigger
DROP TRIGGER touched ON orders;
CREATE TRIGGER touched BEFORE UPDATE OF qty ON orders FOR EACH ROW EXECUTE FUNCTION touch();
-- edit drop-trigger; options: --confirm-drop=all
DROP TRIGGER touched ON orders;
-- edit trigger-of-partitioned; since 13
CREATE TRIGGER also BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();
-- edit row-security
CREATE POLICY own ON loose USING (a > 0);
ALTER TABLE loose ENABLE ROW LEVEL SECURITY;
-- edit grant
GRANT SELECT ON orders TO pg_monitor;
-- edit comment
COMMENT ON TABLE orders IS 'sold';
COMMENT ON COLUMN orders.qty IS 'how many';
-- edit owner
ALTER TABLE items OWNER TO pg_monitor;
-- edit parameters
ALTER TABLE orders SET (fillfactor = 70);
-- edit replica-identity
ALTER TABLE orders REPLICA IDENTITY FULL;
-- edit unlogged; small
ALTER TABLE loose SET UNLOGGED;
-- edit storage
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL;
-- edit domain-check; small
ALTER DOMAIN cents ADD CONSTRAINT cents_check CHECK (VALUE >= 0);
-- edit sequence
ALTER SEQUENCE ticket INCREMENT BY 5;
-- edit identity
ALTER TABLE loose ALTER COLUMN c ADD GENERATED BY DEFAULT AS IDENTITY;
-- edit identity-of-serial
ALTER TABLE items ALTER COLUMN n DROP DEFAULT;
DROP SEQUENCE items_n_seq;
ALTER TABLE items ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY;
-- edit drop-identity
ALTER TABLE orders ALTER COLUMN id DROP IDENTITY;
-- edit generated-becomes-plain; since 13
ALTER TABLE docs ALTER COLUMN area DROP EXPRESSION;
-- edit change-expression; since 17; small
ALTER TABLE docs ALTER COLUMN area SET EXPRESSION AS (w + h);
-- edit add-generated; small
ALTER TABLE docs ADD COLUMN rim int GENERATED ALWAYS AS (w + h) STORED;
-- edit statistics
CREATE STATISTICS pairs (dependencies) ON qty, customer FROM orders;
-- edit publication
CREATE PUBLICATION outside FOR TABLE orders;
-- edit attribute
ALTER TYPE pair ADD ATTRIBUTE z int;
-- edit split-table; triggers; options: --move=customers.born=profiles.born
CREATE TABLE profiles (id int PRIMARY KEY CONSTRAINT profiles_fkey REFERENCES customers (id) ON DELETE CASCADE ON UPDATE CASCADE, born timestamp);
ALTER TABLE customers DROP COLUMN born;
-- edit move-schema
CREATE SCHEMA side;
ALTER TABLE loose SET SCHEMA side;
-- edit refer-to-partitioned
ALTER TABLE customers ADD CONSTRAINT customers_log_fkey FOREIGN KEY (id, seen) REFERENCES logs (id, at);
-- edit create-partition-of-referred
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200);
-- edit detach-partition-of-referred; small
ALTER TABLE parts DETACH PARTITION parts_1;
-- edit drop-foreign-key-to-partitioned
ALTER TABLE uses DROP CONSTRAINT uses_part_fkey;
-- edit policy-that-asks-another
CREATE POLICY own ON loose USING (EXISTS (SELECT 1 FROM customers WHERE id = a));
-- edit several-at-once; options: --rename=customers.name=full_name|--backfill=orders.qty=0|--confirm-drop=all
ALTER TABLE customers RENAME COLUMN name TO full_name;
ALTER TABLE customers ADD COLUMN vip boolean NOT NULL DEFAULT false;
ALTER TABLE orders ALTER COLUMN qty SET NOT NULL;
ALTER TABLE orders DROP COLUMN note;
CREATE INDEX orders_placed_idx ON orders (placed);
ALTER TABLE loose ADD CONSTRAINT loose_c_fkey FOREIGN KEY (c) REFERENCES customers (id);
-- edit create-partition-that-refers
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (100) TO (200);
-- edit detach-partition-that-refers
ALTER TABLE visits DETACH PARTITION visits_1;
