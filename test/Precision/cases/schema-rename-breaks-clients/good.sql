-- expect: nothing
-- before
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (id bigint PRIMARY KEY);
-- change
CREATE SCHEMA payments;
CREATE VIEW payments.invoices AS SELECT * FROM billing.invoices;
