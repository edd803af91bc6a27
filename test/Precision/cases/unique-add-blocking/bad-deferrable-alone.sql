-- expect: unique-add-blocking
-- change
ALTER TABLE steps ADD CONSTRAINT steps_position_key UNIQUE (plan_id, position) DEFERRABLE INITIALLY DEFERRED;
