-- One generation of the read models: everything in it follows from the topic alone, and a rebuild makes the next one.
-- `{generation}` is the schema's name, exposure_1, exposure_2 …; the active one stands in exposure.pointer.
--
-- The schema's comment is a fingerprint of this file. A generation with another one was made by another version of the
-- service: at the start a new one takes its place, and is filled from the topic. So what is written into these tables
-- changes together with this file; where no column does, count this up: 2.
--
-- How to ask it:
--   what a book has reached          checkpoint.position; its newest event known at all stands in exposure.book.head
--   knownAt = a date d               select max(position) from event where book = $1 and announced_max <= d
--   knownAt = an instant t           select max(position) from event where book = $1 and recorded_at <= t
--                                    (both columns never decrease with the position, so the index ends the search)
--   exposure at (p, v)               sum of posting where book = $1 and position <= p and valid_from <= v
--                                    and reading = 'recorded'; high is null where sum(unbounded) > 0
--   a deal's or a party's history    event where book = $1 and stream = 'deal/…' order by version
--   what happened between p and q    event where book = $1 and position > p and position <= q order by position
-- Rows are only ever added, except in checkpoint, mark and deal, which hold the present.

create schema {generation};
comment on schema {generation} is '{fingerprint}';

-- How far each book has come. Its row is locked first by whoever adds to the book.
create table {generation}.checkpoint (
  book text primary key,
  partition int not null,
  -- The last event applied, and its hash; 0 and 32 zero bytes before the first.
  position bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  -- Where to go on reading: the message at this offset carries the event at offset_position, which is behind `position`
  -- while a gap before some message that was passed over is open.
  "offset" bigint not null default -1,
  offset_position bigint not null default 0,
  state text not null default 'live' check (state in ('live', 'halted')),
  -- Why it is halted, at which event (null for a gap: the event is what is missing), and since when.
  reason text,
  event uuid,
  halted_at timestamptz,
  -- The turn of its partition that began when it was let go on after a halt, see mark.
  turn int not null default 0,
  check ((state = 'halted') = (reason is not null and halted_at is not null))
);

-- The recorded events, as they came.
create table {generation}.event (
  book text not null,
  position bigint not null,
  id uuid not null,
  -- deal/<slug> or party/<slug>, and the event's number in it.
  stream text not null,
  version int not null,
  type text not null,
  announced_on date not null,
  -- The latest announced_on up to this position.
  announced_max date not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  -- The same as it was hashed: microseconds, Z.
  recorded_text text not null,
  -- Canonical JSON: {actor, announcedOn, causationId, correlationId, data, effectiveOn, evidence, reason?, schemaVersion}.
  body text not null,
  hash bytea not null,
  primary key (book, position),
  unique (book, id)
);
create unique index event_by_stream on {generation}.event (book, stream, version);
create index event_by_announcement on {generation}.event (book, announced_max, position);
create index event_by_time on {generation}.event (book, recorded_at, position);
-- An event of several parties stands in the stream of the first and is shown at all of them.
create index event_of_parties on {generation}.event (book, position) where stream like 'party/%';
-- What says as whom a party reads: registrations, updates, merges, and what is said about those.
create index event_of_names on {generation}.event (book, position)
  where stream like 'party/%' and type <> 'MetricObserved' and type <> 'TargetStated';
-- Of these, what may make a party read as another: few, where names and aliases change often.
create index event_of_renaming on {generation}.event (book, position) where stream like 'party/%' and (type in
  ('PartiesMerged', 'EventCorrected', 'EventRetracted', 'DisputeRaised', 'DisputeResolved') or body like '%"parent":%');

-- The postings that each event made, numbered from 0 in the order in which they are made.
create table {generation}.posting (
  book text not null,
  position bigint not null,
  n int not null,
  recorded_by uuid not null,
  event uuid not null,
  reading text not null,
  deal text not null,
  leg text not null,
  obligor text not null,
  obligee text not null,
  kind text not null,
  unit text not null,
  product text,
  account text not null,
  valid_from date not null,
  -- As in the row of the event that recorded it.
  announced_max date not null,
  -- Of firm only. A due date without a start has due_from null; an undated posting has both null.
  due_from date,
  due_to date,
  low numeric(30, 6) not null,
  stated numeric(30, 6) not null,
  high numeric(30, 6) not null,
  unstated int not null,
  unbounded int not null,
  primary key (book, position, n)
);
create index posting_by_deal on {generation}.posting (book, deal, leg);
create index posting_by_obligor on {generation}.posting (book, obligor, obligee, position);
create index posting_by_obligee on {generation}.posting (book, obligee, position);
-- What takes effect on another day than the news of its time: learned late, or known beforehand.
create index posting_out_of_order on {generation}.posting (book, position, valid_from)
  where valid_from <> announced_max and reading = 'recorded';

-- Sums of the recorded postings above `since`, up to `upto`, by what most sums ask for. A sum up to some position takes the
-- longest stretch that begins at 0 and ends there or before, the stretches from there on, and the postings above them.
create table {generation}.stretch (
  book text not null,
  since bigint not null,
  upto bigint not null,
  primary key (book, since, upto)
);
create table {generation}.subtotal (
  book text not null,
  since bigint not null,
  upto bigint not null,
  kind text not null,
  unit text not null,
  obligor text not null,
  obligee text not null,
  account text not null,
  low numeric(30, 6) not null,
  stated numeric(30, 6) not null,
  high numeric(30, 6) not null,
  unstated int not null,
  unbounded int not null
);
create index subtotal_by_stretch on {generation}.subtotal (book, since, upto, kind, unit);

-- Since which position an event of a deal is disputed, and since which it is not any more: what is open at a position is
-- where the changes up to there sum to 1.
create table {generation}.dispute (
  book text not null,
  position bigint not null,
  event uuid not null,
  deal text not null,
  change int not null check (change in (1, -1)),
  primary key (book, position, event)
);

-- The register at the head of the book, every fact in force counted. It holds at validAt >= valid_from_last (the latest
-- effectiveOn of a fact in force); before that, or at an earlier position, fold the stream.
create table {generation}.deal (
  book text not null,
  deal text not null,
  -- Of the newest event of its stream.
  position bigint not null,
  version int not null,
  -- Null where the announcement is retracted: then there is no such deal, although there is a stream.
  title text,
  -- rumoured, announced, signed, performing, lapsed, completed, terminated; null as the title.
  state text,
  announced_on date,
  effective_on date,
  last_confirmed_on date,
  valid_from_last date,
  parties text[] not null,
  legs int not null,
  -- Some event in force is disputed, and no ruling has ended that.
  disputed boolean not null,
  -- Disputed events whose other version does not fold, and so is left aside.
  left_aside uuid[] not null,
  primary key (book, deal)
);

-- Whoever serves one book sees its rows alone, and without a book none (docs/decisions/0012): so every table here names
-- its book. The service itself, whose tables these are, sees all of them.
grant usage on schema {generation} to offtake_projection_book;
do $$
declare named text;
begin
  for named in select c.oid::regclass from pg_class c where c.relnamespace = '{generation}'::regnamespace and c.relkind = 'r'
  loop
    execute format('grant select on %s to offtake_projection_book', named);
    execute format('alter table %s enable row level security', named);
    execute format('create policy one_book on %s to offtake_projection_book
      using (book = current_setting(''offtake.book'', true))', named);
  end loop;
end $$;
grant update (state, reason, event, halted_at) on {generation}.checkpoint to offtake_projection_book;

-- How far each partition of the log was read: where a consumer begins. Of no book's making, so it is not granted to
-- whoever serves one.
create table {generation}.mark (
  partition int primary key,
  -- Counts the times that a halted book of the partition was let go on. What passed that book by while it was halted is
  -- still to be read: so this ends the mark, and whoever reads in an earlier turn may set none.
  turn int not null default 0,
  -- The message that was handled, as was every one before it: by the log's name, its offset, and what it carries. All
  -- null where there is none: then a consumer begins at the smallest offset of any book.
  log text,
  "offset" bigint,
  message_of text,
  message_position bigint,
  check (num_nulls(log, "offset", message_of, message_position) in (0, 4))
);

-- In the hands of the database: nobody who lets a book go on can forget it.
create function {generation}.begin_turn() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into {generation}.mark as m (partition, turn) values (new.partition, 1)
    on conflict (partition) do update set turn = m.turn + 1,
      log = null, "offset" = null, message_of = null, message_position = null
    returning m.turn into new.turn;
  return new;
end $$;
create trigger begins_turn before update on {generation}.checkpoint for each row
  when (old.state = 'halted' and new.state = 'live') execute function {generation}.begin_turn();
