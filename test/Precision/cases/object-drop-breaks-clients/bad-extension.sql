-- expect: object-drop-breaks-clients
-- before
CREATE EXTENSION pgcrypto;
-- change
DROP EXTENSION pgcrypto;
