-- One process relays at a time. Whoever begins adds one to the epoch, and cursor writes name the epoch they belong to.
create table ledger.relay (
  singleton boolean primary key default true check (singleton),
  epoch bigint not null default 0
);
insert into ledger.relay default values;

-- How far a book is published, for each cluster and topic: one that is new has no cursors and is filled from the start.
create table ledger.relay_cursor (
  cluster text,
  topic text,
  book text references ledger.book,
  position bigint not null check (position >= 0),
  set_aside text,
  moved_at timestamptz not null default clock_timestamp(),
  primary key (cluster, topic, book)
) with (fillfactor = 50);
