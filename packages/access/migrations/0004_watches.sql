-- Up Migration

-- What a principal watches in a book (docs/decisions/0014): theirs alone, and no fact of the book.
create table access.watch (
  book text not null,
  principal text not null,
  watch text not null,
  terms jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (book, principal, watch)
);

-- For the narrowed roles alone, and in them for one principal alone: who names none sees none.
grant select, insert, update, delete on access.watch to offtake_command_book;
grant select on access.watch to offtake_projection_book;

alter table access.watch enable row level security;
create policy every_book on access.watch using (true);
create policy some_books on access.watch as restrictive to offtake_command_book, offtake_projection_book
  using (book = any (string_to_array((select current_setting('offtake.book', true)), ',')));
create policy own on access.watch as restrictive to offtake_command_book, offtake_projection_book
  using (principal = (select current_setting('offtake.principal', true)));
