-- What outlives the generations of read models.
create schema if not exists exposure;

-- The generation that is read, and that follows the topic: schema exposure_<active_generation>.
create table if not exists exposure.pointer (
  one boolean primary key default true check (one),
  active_generation int not null
);

-- The books as the ledger last said: the newest position and its hash, seen first at heads_seen_at.
create table if not exists exposure.book (
  book text primary key,
  name text not null,
  partition int not null,
  head bigint not null,
  hash bytea not null,
  heads_seen_at timestamptz not null
);

-- One row for each rebuild ever started. Running: whoever runs it holds the advisory lock, else it was interrupted.
create table if not exists exposure.rebuild (
  generation int primary key,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  ended_at timestamptz,
  error text,
  check ((state = 'running') = (ended_at is null)),
  check ((state = 'failed') = (error is not null))
);
-- What was compared before the swap, and what was not the same.
alter table exposure.rebuild add column if not exists books_compared int, add column if not exists differing text[];
create unique index if not exists rebuild_one_at_a_time on exposure.rebuild ((true)) where state = 'running';

-- The role of this service while it serves one book (docs/decisions/0012). The migrations of the ledger's side have made
-- it, unless there are none here.
do $$ begin
  if not exists (select from pg_roles where rolname = 'offtake_projection_book') then
    create role offtake_projection_book nologin;
  end if;
-- Another database of the same server is prepared at the same time.
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not exists (select from pg_policies where schemaname = 'exposure' and tablename = 'book') then
    alter table exposure.book enable row level security;
    create policy one_book on exposure.book to offtake_projection_book
      using (book = current_setting('offtake.book', true));
  end if;
end $$;
