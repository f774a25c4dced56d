-- Up Migration

-- A key of one book has effect in that book only, whatever else its principal may do; without a book it has effect
-- wherever the principal is a member. `made_with` stands for the request that a repeated one is to be told from.
alter table access.key
  add column name text,
  add column book text,
  add column created_by text,
  add column last_used_at timestamptz,
  add column made_with text,
  add column made_of bytea,
  add constraint key_of_a_book_is_no_platform_key check (book is null or not platform_operator);
create unique index key_made_with on access.key (created_by, made_with) where made_with is not null;
create index key_of_book on access.key (book, created_at);

-- Who did what, or was refused what: from which key or session, by which request.
create table access.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  book text,
  principal text,
  via text not null,
  act text not null,
  subject text,
  outcome text not null check (outcome in ('done', 'refused')),
  detail jsonb not null default '{}',
  request_id text not null,
  address text not null
);
create index audit_of_book on access.audit (book, id);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'access.audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;

-- Once for each statement, so that one which touches no row is refused too.
create trigger append_only before update or delete or truncate on access.audit
  for each statement execute function access.refuse_change();

-- Also in a session that replays a replica's changes, where ordinary triggers rest.
alter table access.audit enable always trigger append_only;
