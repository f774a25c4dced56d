-- The same for one event of a decider that had folded the whole book, which is what a lone writer always has: then
-- no fact can have moved, and two statements do. Answers nothing, and has done nothing, where that is not so or the
-- key is kept: ledger.append says what is.
create function ledger.append_one(
  p_book text, p_at bigint, p_stream text, p_expected int, p_id uuid, p_type text, p_body text,
  p_principal text, p_key text, p_request bytea, p_kept text, p_writes text[]
) returns text language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  last_hash bytea;
  at timestamptz;
  recorded text;
begin
  select b.hash, greatest(clock_timestamp(), b.recorded_at) into last_hash, at
    from ledger.book b where b.book = p_book and b.head = p_at for no key update;
  if not found then return null; end if;
  with new as materialized (
    select ledger.instant(at) as recorded_at, sha256(last_hash || convert_to(concat_ws(E'\n',
      p_book, p_at + 1, p_stream, p_expected + 1, p_id, p_type, ledger.instant(at), p_body), 'UTF8')) as hash
    where p_expected = coalesce((
      select e.version from ledger.event e where e.book = p_book and e.stream = p_stream order by e.version desc limit 1
    ), 0) and not exists (
      select from ledger.idempotency d where d.book = p_book and d.principal = p_principal and d.key = p_key
    )
  ), event as (
    insert into ledger.event
      select p_book, p_at + 1, p_stream, p_expected + 1, p_id, p_type, p_body, at, new.hash from new
  ), guard as (
    insert into ledger.guard select p_book, w.key, p_at + 1 from new, (select distinct unnest(p_writes)) w(key)
      on conflict (book, key) do update set position = excluded.position
  ), idempotency as (
    insert into ledger.idempotency
      select p_book, p_principal, p_key, p_request, p_at + 1, true, p_kept, at from new where p_key is not null
  ), book as (
    update ledger.book b set head = p_at + 1, hash = new.hash, recorded_at = at from new where b.book = p_book
  )
  select new.recorded_at into recorded from new;
  return recorded;
end $$;
