create table users (
  id int unsigned auto_increment primary key,
  email varchar(320) character set latin1 collate latin1_swedish_ci not null comment 'where to "write", it''s \\ here',
  flag boolean not null default true,
  role enum('admin','it''s','Member') not null default 'Member',
  tags set('a','b'),
  bio mediumtext default 'none',
  tiny tinytext, `long` longtext,
  pic mediumblob, pics longblob, icon tinyblob, `blob` blob,
  created timestamp not null default current_timestamp() on update current_timestamp(),
  seen timestamp(6) null,
  born datetime(3),
  y year,
  price decimal(12,2) unsigned not null default 0,
  ratio double unsigned,
  half float unsigned,
  doc json default json_object(),
  twice bigint generated always as (price * 2) stored,
  thrice bigint generated always as (price * 3) virtual,
  hidden tinyint not null default -1 invisible,
  small tinyint unsigned, middle mediumint, umiddle mediumint unsigned, ushort smallint unsigned,
  bits bit(4) not null default b'0101',
  `key` binary(16), var varbinary(40),
  old float(7,4),
  shape geometry,
  unique key users_email_key (email),
  fulltext key users_bio (bio),
  key users_pre (bio(20), born desc) comment 'prefix',
  key users_unused (y) ignored,
  constraint positive check (price >= 0)
) engine=innodb default charset=utf8mb4 collate=utf8mb4_unicode_ci row_format=compact auto_increment=1000
  comment='People, it''s them';
create table orders (
  id bigint unsigned auto_increment primary key,
  user_id int unsigned not null,
  next bigint unsigned,
  spot point not null,
  key orders_user_idx (user_id),
  spatial key spot (spot),
  constraint orders_user foreign key (user_id) references users (id) on delete cascade on update no action,
  constraint orders_next foreign key (next) references orders (id) on delete set null on update no action
);
create table bills (
  order_id bigint unsigned primary key,
  `odd ``name` int,
  constraint bills_order foreign key (order_id) references orders (id) on delete no action on update no action
);
alter table orders add constraint orders_cycle foreign key (id) references bills (order_id) on delete no action on update no action;
create view emails (id, mail) as select id, email from users with cascaded check option;
