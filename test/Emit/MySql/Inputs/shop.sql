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
create table notes (
  author int not null,
  at date not null,
  text text not null,
  hits int not null default 0,
  primary key (at, author desc, text(12))
) partition by range columns (at, author) (
  partition old values less than ('2020-01-01', 10) comment = 'it''s past',
  partition rest values less than (maxvalue, maxvalue)
);
create table by_expression (at date not null) partition by range (year(at)) (
  partition p0 values less than (2000), partition p1 values less than maxvalue);
create table by_list (kind int) partition by list (kind) (partition a values in (1, 2), partition b values in (null, 3));
create table by_lists (kind int not null, name varchar(20) not null) partition by list columns (kind, name) (
  partition a values in ((1, 'x'), (2, 'y')));
create table by_hash (id int not null primary key) partition by linear hash (id + 1) partitions 4;
create table by_key (id int not null primary key) partition by key () (partition `left`, partition `right`);
create function taxed(price decimal(10, 2), country varchar(2)) returns decimal(10, 2) deterministic no sql comment 'with its tax'
  return case country when 'de' then price * 1.19 else price end;
delimiter //
create function many() returns bigint unsigned reads sql data sql security invoker
begin
  declare n bigint unsigned;
  select count(*) into n from users;
  return n;
end//
create procedure forget(who bigint, out gone int, inout total double) modifies sql data
begin delete from notes where id = who; set gone = row_count(); end//
delimiter ;
create sql security invoker view safe as select id from users;
create trigger users_third after update on users for each row update notes set hits = hits + 1;
create trigger users_second before insert on users for each row set new.email = lower(new.email);
delimiter //
create trigger users_first before insert on users for each row
begin
  declare note varchar(20) default 'it''s; $$';
  if new.price > 5 then set new.small = 1; elseif new.price > 4 then
    case new.y when 1999 then set new.small = case when new.ratio > 1 then 2 else 3 end; else set new.small = 4; end case;
  end if;
  again: loop leave again; end loop;
end//
delimiter ;
