-- expect: trigger-disable
-- change
SET session_replication_role = 'replica';
