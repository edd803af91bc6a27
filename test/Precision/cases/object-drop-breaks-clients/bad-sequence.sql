-- expect: object-drop-breaks-clients
-- before
CREATE SEQUENCE s;
-- change
DROP SEQUENCE s;
