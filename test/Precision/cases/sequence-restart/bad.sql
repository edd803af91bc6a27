-- expect: sequence-restart
-- before
CREATE SEQUENCE invoice_numbers;
CREATE TABLE invoices (number bigint PRIMARY KEY DEFAULT nextval('invoice_numbers'), total numeric);
-- change
ALTER SEQUENCE invoice_numbers RESTART WITH 1;
