-- What the service that records events needs, and no more: no right to change or delete an event. Earlier versions
-- granted the view of all books.
revoke select on ledger.published from offtake_command;
grant usage on schema ledger to offtake_command;
grant select, insert on ledger.event to offtake_command;
grant select, insert on ledger.book to offtake_command;
grant update (head, hash, recorded_at, restored) on ledger.book to offtake_command;
grant select, insert on ledger.guard to offtake_command;
grant update (position) on ledger.guard to offtake_command;
grant select, insert, delete on ledger.idempotency to offtake_command;
grant update (kept) on ledger.idempotency to offtake_command;
grant select on ledger.relay to offtake_command;
grant update (epoch) on ledger.relay to offtake_command;
grant select, insert, update on ledger.relay_cursor to offtake_command;
-- For what serves one book it takes this role. Not inherited: what narrows that role must not narrow the relay.
grant offtake_command_book to offtake_command with inherit false, set true;
