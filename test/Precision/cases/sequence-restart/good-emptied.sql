-- expect: table-truncate
-- before
CREATE SEQUENCE invoice_numbers;
CREATE TABLE invoices (number bigint PRIMARY KEY DEFAULT nextval('invoice_numbers'), total numeric);
-- change
TRUNCATE invoices;
ALTER SEQUENCE invoice_numbers RESTART;
