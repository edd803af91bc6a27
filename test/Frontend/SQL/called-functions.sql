-- A function or procedure of the schema that a statement calls is looked into: one that only changes rows leaves the
-- schema alone, and so does one that calls only such. Anything else may do anything.
-- RUN: schemac-translate --from sql --plan -verify-diagnostics %s
CREATE TABLE revisions (id int, name text);
CREATE FUNCTION in_plpgsql(n text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE next int;
BEGIN
  SELECT max(id) + 1 INTO next FROM revisions;
  IF NOT FOUND OR next IS NULL THEN
    next := 1;
  END IF;
  INSERT INTO revisions VALUES (next, n);
END $$;
CREATE FUNCTION in_sql() RETURNS void LANGUAGE sql AS 'UPDATE revisions SET name = name; SELECT in_plpgsql(''x'')';
CREATE FUNCTION as_tree() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT max(id) FROM revisions; END;
CREATE FUNCTION itself(n int) RETURNS int LANGUAGE sql AS 'SELECT CASE WHEN n < 1 THEN 0 ELSE itself(n - 1) END';
CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM revisions; COMMIT; END $$;
-- expected-warning@+1 {{what the function 'in_plpgsql' does to rows is not looked at}}
SELECT in_plpgsql('a');
-- expected-warning@+1 {{what the function 'in_sql' does to rows is not looked at}}
SELECT in_sql(), as_tree(), itself(3);
-- expected-warning@+1 {{what the function 'fill' does to rows is not looked at}}
CALL fill();
-- expected-warning@+1 {{what the function 'in_sql' does to rows is not looked at}}
DO $$ BEGIN PERFORM in_sql(); END $$;

CREATE FUNCTION makes() RETURNS void LANGUAGE sql AS 'CREATE TABLE made (id int)';
CREATE FUNCTION makes_inside() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM makes(); END $$;
CREATE FUNCTION says(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE t; END $$;
CREATE FUNCTION either(a int) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION either(a text) RETURNS void LANGUAGE sql AS 'DROP TABLE revisions';
-- expected-warning@+1 {{what the function 'makes' does is not known}}
SELECT makes();
-- expected-warning@+1 {{what the function 'makes_inside' does is not known}}
SELECT makes_inside();
-- expected-warning@+1 {{what the function 'says' does is not known}}
SELECT says('x');
-- expected-warning@+1 {{what the function 'either' does is not known}}
SELECT either(1);
-- expected-warning@+1 {{what a procedure does is not known}}
CALL elsewhere();
-- expected-warning@+1:13 {{what the function 'makes_inside' does is not known}}
DO $$ BEGIN PERFORM makes_inside(); END $$;
