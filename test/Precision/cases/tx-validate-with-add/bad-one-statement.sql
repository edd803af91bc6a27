-- expect: tx-validate-with-add
-- before
CREATE TABLE t (id int PRIMARY KEY, n int);
-- change
ALTER TABLE t ADD CONSTRAINT t_n_check CHECK (n > 0) NOT VALID, VALIDATE CONSTRAINT t_n_check;
