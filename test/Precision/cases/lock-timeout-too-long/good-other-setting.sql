-- expect: nothing
-- change
SET statement_timeout = '1h';
SET idle_in_transaction_session_timeout = '10min';
