-- An update asks every CHECK of its table again, also of what it leaves as it is, and reads each from its text to do so:
-- every append paid for the name of its book. Nobody but the owner may change a name or a partition: they are looked at
-- when a book comes. A book's hash is that of its newest event, where its length is checked.
alter table ledger.book drop constraint book_book_check, drop constraint book_partition_check,
  drop constraint book_hash_check;
create function ledger.refuse_book() returns trigger language plpgsql as $$
begin
  raise exception 'ledger.book takes no book "%" in partition %', new.book, new.partition using errcode = 'check_violation';
end $$;
create trigger well_formed before insert on ledger.book for each row
  when (new.book !~ '^[a-z0-9][a-z0-9-]{0,63}$' or new.partition < 0) execute function ledger.refuse_book();

-- The same as before in plain statements: one that writes several tables costs more to start than they do. The first
-- takes the lock and the book's next position where all is as it was decided. It sees what was committed before it began
-- to wait for the lock, which is enough: had an event come meanwhile, the head would not be p_at any more; had a key
-- come alone, its row cannot be inserted twice, which takes back all of this and is said by the error.
create or replace function ledger.append_one(
  p_book text, p_at bigint, p_stream text, p_expected int, p_id uuid, p_type text, p_body text,
  p_principal text, p_key text, p_request bytea, p_kept text, p_writes text[],
  p_hash text default null
) returns table (recorded_at text, hash text)
language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  at timestamptz := clock_timestamp();
  new_hash bytea;
begin
  update ledger.book b set head = p_at + 1, recorded_at = greatest(at, b.recorded_at),
      hash = sha256(b.hash || convert_to(concat_ws(E'\n', p_book, p_at + 1, p_stream, p_expected + 1, p_id, p_type,
        ledger.instant(greatest(at, b.recorded_at)), p_body), 'UTF8'))
    where b.book = p_book and b.head = p_at and (p_hash is null or b.hash = decode(p_hash, 'hex'))
      and p_expected = coalesce((
        select e.version from ledger.event e where e.book = p_book and e.stream = p_stream and e.version >= p_expected
        order by e.version desc limit 1
      ), 0)
      and not exists (
        select from ledger.idempotency d where d.book = p_book and d.principal = p_principal and d.key = p_key
      )
    returning b.recorded_at, b.hash into at, new_hash;
  if not found then return; end if;
  insert into ledger.event values (p_book, p_at + 1, p_stream, p_expected + 1, p_id, p_type, p_body, at, new_hash);
  if cardinality(p_writes) > 0 then
    insert into ledger.guard select p_book, w.key, p_at + 1 from (select distinct unnest(p_writes)) w(key)
      on conflict (book, key) do update set position = excluded.position;
  end if;
  if p_key is not null then
    insert into ledger.idempotency values (p_book, p_principal, p_key, p_request, p_at + 1, true, p_kept, at);
  end if;
  return query values (ledger.instant(at), encode(new_hash, 'hex'));
end $$;
