-- expect: index-create-blocking
-- change
CREATE INDEX IF NOT EXISTS idx_logs_created ON app.logs USING btree (created_at DESC);
