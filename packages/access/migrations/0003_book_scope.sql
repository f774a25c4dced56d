-- Up Migration
-- Books are kept apart by the database itself (docs/decisions/0012). The services take these roles for what serves some
-- books; then each statement sees and touches the rows of those books alone that the connection has named, separated by
-- commas, and without any it sees none. Keys of no book are seen by nobody who serves some. Nobody signs in as them.
do $$ begin
  if not exists (select from pg_roles where rolname = 'offtake_command_book') then
    create role offtake_command_book nologin;
  end if;
-- Another database of the same server was migrated at the same time.
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not exists (select from pg_roles where rolname = 'offtake_projection_book') then
    create role offtake_projection_book nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

grant usage on schema access to offtake_command_book, offtake_projection_book;
grant select, insert, update, delete on access.member to offtake_command_book;
grant select, update on access.key to offtake_command_book;
grant select, insert on access.audit to offtake_command_book;
grant select on access.member, access.key, access.audit to offtake_projection_book;

alter table access.member enable row level security;
create policy every_book on access.member using (true);
create policy some_books on access.member as restrictive to offtake_command_book, offtake_projection_book
  using (book = any (string_to_array((select current_setting('offtake.book', true)), ',')));

alter table access.key enable row level security;
create policy every_book on access.key using (true);
create policy some_books on access.key as restrictive to offtake_command_book, offtake_projection_book
  using (book = any (string_to_array((select current_setting('offtake.book', true)), ',')));

alter table access.audit enable row level security;
create policy every_book on access.audit using (true);
create policy some_books on access.audit as restrictive to offtake_command_book, offtake_projection_book
  using (book = any (string_to_array((select current_setting('offtake.book', true)), ',')));
