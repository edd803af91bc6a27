-- expect: column-drop-destructive
-- change
ALTER TABLE IF EXISTS app.members DROP COLUMN IF EXISTS legacy_token;
