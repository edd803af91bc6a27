create table users (
  id integer not null primary key autoincrement,
  email varchar(320) not null collate nocase,
  flag boolean not null default true,
  amount numeric(10,2) not null default -1.5,
  born datetime default current_timestamp,
  "any" some odd type(1),
  lower text generated always as (lower(email)) virtual,
  kept int not null generated always as (id * 2) stored,
  calc int not null default (abs(-3)),
  unique (email),
  check (amount > -5)
);
create unique index users_part on users (born desc, upper(email)) where flag;
create index users_nocase on users (email collate nocase);
create table orders (
  id text not null primary key,
  user_id integer not null references users (id) on delete cascade on update set default deferrable initially deferred,
  bill text references bills (order_id) on delete no action
) strict, without rowid;
create table bills (order_id text not null primary key references orders (id));
create view emails (id, mail) as select id, email from users;
create table log (line text not null);
create trigger users_log after update of email, flag on users for each row when (new.email <> 'it''s; x')
begin
  insert into log values (case when old.flag then 'on; off' else new.email end);
  delete from log where line = 'x';
end;
create trigger users_kept before delete on users for each row
begin select raise(abort, 'kept') where old.id = 1; end;
