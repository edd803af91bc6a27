-- expect: nothing
-- before
CREATE SEQUENCE invoice_numbers;
CREATE TABLE invoices (number bigint PRIMARY KEY DEFAULT nextval('invoice_numbers'), total numeric);
-- change
SELECT setval('invoice_numbers', (SELECT max(number) FROM invoices));
