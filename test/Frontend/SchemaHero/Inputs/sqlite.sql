create table users (
  id integer not null primary key autoincrement,
  email text not null default 'it''s',
  at text default current_timestamp,
  who text default 'localtime'
) strict;
create unique index idx_users_email on users (email);
create table orders (
  id serial not null primary key,
  user_id integer not null references users (id) on delete cascade,
  note varchar(20)
);
create index idx_orders_note on orders (note desc);
