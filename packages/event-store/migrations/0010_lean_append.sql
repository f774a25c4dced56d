-- Both say the hash of the event at p_at, as the decider knows it, and answer that of the newest one: a decider that
-- The same as before, for less of the database's time. The version of a stream was looked for from its end, which reads
-- as many of its entries as one page of the index holds; now it is looked for from the version that is expected.
create or replace function ledger.append(
  p_book text, p_at bigint, p_kind text[], p_stream text[], p_first int[], p_expected int[],
  p_id uuid[], p_type text[], p_body text[],
  p_principal text[], p_key text[], p_request bytea[], p_kept text[],
  p_reads text[], p_reads_of int[], p_writes text[], p_writes_of int[], p_hash text default null
) returns table (before bigint, after bigint, hash text, recorded_at text, settled int, otherwise jsonb)
language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  n int := cardinality(p_kind);
  h_before bigint; h bigint; h_hash bytea; at timestamptz;  -- the book's head, moving with the batch
  at_text text;
  h_restored bigint;
  current int[];      -- at p_first: the version of the stream, moving with the batch
  answers jsonb;      -- entry → its answer, where its key is kept
  answer jsonb;
  stale int[] := '{}';
  done int := 0;
  odd jsonb;
  positions bigint[]; -- the head after each entry
  versions int[] := array_fill(null::int, array[n]); hashes bytea[] := array_fill(null::bytea, array[n]); -- of its event
begin
  select b.head, b.hash, greatest(clock_timestamp(), b.recorded_at), b.restored into h_before, h_hash, at, h_restored
    from ledger.book b where b.book = p_book for no key update;
  if not found then raise exception 'unknown book %', p_book using errcode = 'P0002'; end if;
  if p_at > h_before then raise exception 'book % is at %, below %', p_book, h_before, p_at using errcode = 'P0003'; end if;
  if p_at > 0 and decode(p_hash, 'hex') <> coalesce(
    (select e.hash from ledger.event e where p_at < h_before and e.book = p_book and e.position = p_at), h_hash
  ) then
    raise exception 'book % has another event at %', p_book, p_at using errcode = 'P0003';
  end if;
  h := h_before;
  at_text := ledger.instant(at);

  -- Only now: each statement after the lock sees what its previous holder committed.
  -- Of a long stream only the end is read, where it is as it is expected to be.
  current := array(
    select case when s.first < s.entry then null else coalesce((
      select e.version from ledger.event e where e.book = p_book and e.stream = s.stream and e.version >= s.expected
      order by e.version desc limit 1
    ), (
      select e.version from ledger.event e where e.book = p_book and e.stream = s.stream order by e.version desc limit 1
    ), 0) end from unnest(p_stream, p_expected, p_first) with ordinality s(stream, expected, first, entry)
  );
  select jsonb_object_agg(k.entry, case when d.request = k.request then jsonb_build_object(
      'outcome', 'replayed', 'recorded', d.recorded, 'position', d.position,
      'stream', e.stream, 'version', e.version, 'id', e.id, 'recordedAt', ledger.instant(e.recorded_at))
    else '{"outcome": "key reused"}' end) into answers
    from unnest(p_principal, p_key, p_request) with ordinality k(principal, key, request, entry)
    join lateral (
      select * from ledger.idempotency d where d.book = p_book and d.principal = k.principal and d.key = k.key offset 0
    ) d on true
    left join lateral (
      select * from ledger.event e where d.recorded and e.book = p_book and e.position = d.position offset 0
    ) e on true;
  if p_at < h_before and cardinality(p_reads) > 0 then
    stale := array(
      select r.entry from unnest(p_reads, p_reads_of) r(key, entry)
      where p_at < h_restored or r.key = 'book'
        or (select g.position from ledger.guard g where g.book = p_book and g.key = r.key) > p_at
    );
  end if;

  for i in 1..n loop
    if answers is not null then answer := answers -> i::text; end if;
    if answer is null and p_expected[i] <> current[p_first[i]] then
      answer := jsonb_build_object('outcome', 'version moved', 'version', current[p_first[i]]);
    elsif answer is null and i = any(stale) then
      answer := '{"outcome": "facts moved"}';
    end if;
    if answer is not null then
      odd := coalesce(odd, '{}') || jsonb_build_object(i, answer);
      -- A key's answer is final. Where an event was expected of the entry, or its decision was stale, the entries
      -- after it were decided on a state that never was.
      exit when p_kind[i] = 'record' or answer ->> 'outcome' in ('version moved', 'facts moved');
    elsif p_kind[i] = 'record' then
      h := h + 1;
      current[p_first[i]] := p_expected[i] + 1;
      h_hash := sha256(h_hash || convert_to(concat_ws(E'\n',
        p_book, h, p_stream[i], p_expected[i] + 1, p_id[i], p_type[i], at_text, p_body[i]), 'UTF8'));
      hashes[i] := h_hash;
      versions[i] := p_expected[i] + 1;
    end if;
    positions[i] := h;
    done := i;
  end loop;

  if answers is not null then
    update ledger.idempotency d set kept = 'book'
      from unnest(p_principal, p_key, p_kept) with ordinality k(principal, key, kept, entry)
      where answers -> k.entry::text ->> 'outcome' = 'replayed' and k.kept = 'book'
        and d.book = p_book and d.principal = k.principal and d.key = k.key and d.kept = 'day';
  end if;
  if h > h_before then
    insert into ledger.event
      select p_book, e.position, e.stream, e.version, e.id, e.type, e.body, at, e.hash
      from unnest(positions, p_stream[:done], versions, p_id[:done], p_type[:done], p_body[:done], hashes)
        e(position, stream, version, id, type, body, hash)
      where e.hash is not null;
    if cardinality(p_writes) > 0 then
      insert into ledger.guard
        select p_book, w.key, max(positions[w.entry]) from unnest(p_writes, p_writes_of) w(key, entry)
        where hashes[w.entry] is not null group by w.key
        on conflict (book, key) do update set position = excluded.position;
    end if;
    update ledger.book b set head = h, hash = h_hash, recorded_at = at where b.book = p_book;
  end if;
  insert into ledger.idempotency
    select p_book, k.principal, k.key, k.request, k.position, k.hash is not null, k.kept, at
    from unnest(p_principal[:done], p_key[:done], p_request[:done], p_kept[:done], p_kind[:done], positions, hashes)
      with ordinality k(principal, key, request, kept, kind, position, hash, entry)
    where k.key is not null and k.kind <> 'refused' and (odd is null or not odd ? k.entry::text);
  return query values (h_before, h, encode(h_hash, 'hex'), at_text, done, odd);
end $$;

create or replace function ledger.append_one(
  p_book text, p_at bigint, p_stream text, p_expected int, p_id uuid, p_type text, p_body text,
  p_principal text, p_key text, p_request bytea, p_kept text, p_writes text[],
  p_hash text default null
) returns table (recorded_at text, hash text)
language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  last_hash bytea;
  at timestamptz;
begin
  select b.hash, greatest(clock_timestamp(), b.recorded_at) into last_hash, at
    from ledger.book b where b.book = p_book and b.head = p_at for no key update;
  if not found or last_hash <> decode(p_hash, 'hex') then return; end if;
  return query with new as materialized (
    select ledger.instant(at) as recorded_at, sha256(last_hash || convert_to(concat_ws(E'\n',
      p_book, p_at + 1, p_stream, p_expected + 1, p_id, p_type, ledger.instant(at), p_body), 'UTF8')) as hash
    where p_expected = coalesce((
      select e.version from ledger.event e where e.book = p_book and e.stream = p_stream and e.version >= p_expected
      order by e.version desc limit 1
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
  select new.recorded_at, encode(new.hash, 'hex') from new;
end $$;
