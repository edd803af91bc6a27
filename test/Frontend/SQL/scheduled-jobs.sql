-- Jobs of pg_cron are rows of its own; what else has the name may do anything.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s
-- CHECK-NOT: warning
-- CHECK: scheduled-jobs.sql:[[#@LINE+3]]:1: warning: what the function 'schedule' does is not known
SELECT cron.schedule('nightly', '0 3 * * *', 'VACUUM');
SELECT cron.unschedule(jobid) FROM cron.job WHERE jobname = 'old';
SELECT own.schedule('x');
