-- Up Migration
-- Books are kept apart by the database itself (docs/decisions/0012). The command service takes this role for what serves
-- one book; then each statement sees and touches the rows of the book alone that the connection has named, and without
-- one it sees none. Nobody signs in as it.
do $$ begin
  if not exists (select from pg_roles where rolname = 'offtake_command_book') then
    create role offtake_command_book nologin;
  end if;
-- Another database of the same server was migrated at the same time.
exception when duplicate_object or unique_violation then null;
end $$;

grant usage on schema ledger to offtake_command_book;
grant select, insert on ledger.event, ledger.book, ledger.guard, ledger.idempotency to offtake_command_book;
grant update (head, hash, recorded_at, restored) on ledger.book to offtake_command_book;
grant update (position) on ledger.guard to offtake_command_book;
grant update (kept) on ledger.idempotency to offtake_command_book;

-- What `published` shows, of the book that the connection has named. With the rights of whoever made it: its own
-- condition keeps books apart. Under the policies the event before could not be looked up by `position - 1`, because an
-- expression that can fail must not see a row before they have.
create view ledger.recorded as
select e.book, b.partition, e.position, e.stream, e.version, e.id, e.type, e.body,
  ledger.instant(e.recorded_at) as recorded_at, encode(e.hash, 'hex') as hash,
  coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as prev_hash
from ledger.event e
join ledger.book b on b.book = e.book
left join ledger.event p on p.book = e.book and p.position = e.position - 1
where e.book = current_setting('offtake.book', true);
grant select on ledger.recorded to offtake_command_book;

alter table ledger.book enable row level security;
create policy every_book on ledger.book using (true);
create policy one_book on ledger.book as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));

alter table ledger.event enable row level security;
create policy every_book on ledger.event using (true);
create policy one_book on ledger.event as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));

alter table ledger.guard enable row level security;
create policy every_book on ledger.guard using (true);
create policy one_book on ledger.guard as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));

alter table ledger.idempotency enable row level security;
create policy every_book on ledger.idempotency using (true);
create policy one_book on ledger.idempotency as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));

alter table ledger.relay_cursor enable row level security;
create policy every_book on ledger.relay_cursor using (true);
create policy one_book on ledger.relay_cursor as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));
