-- CREATE OR REPLACE may give an argument the name or the default that it has not, and take none away.
-- RUN: not schemac inspect %s 2>&1 | FileCheck %s
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE OR REPLACE FUNCTION f(a int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION g(a int DEFAULT 1, OUT b int) LANGUAGE sql AS 'SELECT 1';
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'replace_function' on 'g(i32)' would be refused
CREATE OR REPLACE FUNCTION g(b int DEFAULT 1, OUT b int) LANGUAGE sql AS 'SELECT 1';
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'replace_function' on 'g(i32)' would be refused
CREATE OR REPLACE FUNCTION g(a int, OUT b int) LANGUAGE sql AS 'SELECT 1';
-- What comes out alone has a name that says nothing; that of one of several is a column of the result.
-- CHECK-NOT: error:
CREATE OR REPLACE FUNCTION g(a int DEFAULT 1, OUT c int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION h(a int, OUT b int, OUT c int) LANGUAGE sql AS 'SELECT 1, 2';
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'replace_function' on 'h(i32)' would be refused
CREATE OR REPLACE FUNCTION h(a int, OUT b int, OUT d int) LANGUAGE sql AS 'SELECT 1, 2';
