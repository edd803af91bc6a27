-- expect: role-in-migration
-- with: -Wrole-in-migration
-- refused
-- change
SET ROLE reporting;
