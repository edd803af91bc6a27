-- expect: null-set-not-null-scan
-- change
alter table if exists billing.accounts alter column owner_id set not null;
