-- expect: table-drop-destructive
-- change
DROP TABLE IF EXISTS old_sessions;
