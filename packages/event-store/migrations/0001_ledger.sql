-- A book's head. Its row is the lock under which positions are given, so it is updated by every append:
-- room in the page keeps those updates out of the index.
create table ledger.book (
  book text primary key check (book ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name text not null,
  partition int not null check (partition >= 0),
  head bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(hash) = 32),
  recorded_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
) with (fillfactor = 10);

-- The last event that changed a fact on which commands of other streams rest.
create table ledger.guard (
  book text,
  key text check (key <> 'book'),
  position bigint not null,
  primary key (book, key)
) with (fillfactor = 70);

-- No foreign key to book: append holds the book's row, and a check for each event costs more than its insert.
-- No line feeds in what stands before the body: they separate the parts that are hashed.
create table ledger.event (
  book text,
  position bigint check (position > 0),
  stream text not null check (strpos(stream, E'\n') = 0),
  version int not null check (version > 0),
  id uuid not null,
  type text not null check (strpos(type, E'\n') = 0),
  body text not null check (octet_length(body) <= 262144),
  recorded_at timestamptz not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (book, position),
  unique (book, stream, version)
);

-- position: the event that the key stands for; where nothing new was recorded, the book's position then.
create table ledger.idempotency (
  book text,
  principal text,
  key text,
  request bytea not null check (octet_length(request) <= 32),
  position bigint not null,
  recorded boolean not null,
  kept text not null check (kept in ('day', 'book')),
  kept_at timestamptz not null,
  primary key (book, principal, key)
);
-- For forgetting keys, now and then. A B-tree would make every append dearer.
create index idempotency_kept_at on ledger.idempotency using brin (kept_at) with (pages_per_range = 32);
