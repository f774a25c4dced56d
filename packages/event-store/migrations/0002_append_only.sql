create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'ledger.event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;

-- Once for each statement, so that one which touches no row is refused too.
create trigger append_only before update or delete or truncate on ledger.event
  for each statement execute function ledger.refuse_change();

-- Also in a session that replays a replica's changes, where ordinary triggers rest.
alter table ledger.event enable always trigger append_only;
