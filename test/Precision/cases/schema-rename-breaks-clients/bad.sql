-- expect: schema-rename-breaks-clients
-- before
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (id bigint PRIMARY KEY);
-- change
ALTER SCHEMA billing RENAME TO payments;
