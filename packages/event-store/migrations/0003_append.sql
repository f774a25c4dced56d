create function ledger.instant(at timestamptz) returns text language sql stable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Records a batch of commands that were decided one after another, each seeing the events of those before it, by a
-- decider that had folded the book up to p_at. One call is one transaction: the lock is never held across the network.
-- p_kind: record, unchanged, refused. p_reads_of, p_writes_of: which entry (from 1) a guard key belongs to.
-- Plans are made once, and pinned to the indexes: one that was made on empty tables costs four times.
create function ledger.append(
  p_book text, p_at bigint, p_kind text[], p_stream text[], p_expected int[], p_id uuid[], p_type text[], p_body text[],
  p_principal text[], p_key text[], p_request bytea[], p_kept text[],
  p_reads text[], p_reads_of int[], p_writes text[], p_writes_of int[]
) returns table (
  outcome text, "position" bigint, version int, recorded_at text, kept_recorded boolean, kept_stream text, kept_id uuid, head bigint
) language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  n int := cardinality(p_kind);
  h_head bigint; h_hash bytea; at timestamptz;          -- the book's head, moving with the batch
  slot int[]; current int[];                            -- current[slot[i]]: version of entry i's stream, moving too
  seen bigint[]; seen_recorded boolean[]; seen_request bytea[]; twice boolean[];
  stale int[] := '{}';
  outcomes text[] := array_fill('again'::text, array[n]);
  positions bigint[] := array_fill(null::bigint, array[n]);
  versions int[] := array_fill(null::int, array[n]);
  hashes bytea[] := array_fill(null::bytea, array[n]);
  done int := 0;                                        -- entries 1..done are settled
  recorded boolean := false; keeps boolean := false; replayed boolean := false;
begin
  select b.head, b.hash, greatest(clock_timestamp(), b.recorded_at) into h_head, h_hash, at
    from ledger.book b where b.book = p_book for no key update;
  if not found then raise exception 'unknown book %', p_book using errcode = 'P0002'; end if;
  if p_at > h_head then raise exception 'book % is at %, below %', p_book, h_head, p_at using errcode = 'P0003'; end if;

  -- Only now: each statement after the lock sees what its previous holder committed.
  select array_agg(s.slot order by s.i), array_agg(s.version order by s.i) into slot, current from (
    select u.i, first_value(u.i) over (partition by u.stream order by u.i)::int as slot,
      coalesce((select t.version from ledger.stream t where t.book = p_book and t.stream = u.stream), 0) as version
    from unnest(p_stream) with ordinality u(stream, i)
  ) s;
  select array_agg(k.position order by k.i), array_agg(k.recorded order by k.i), array_agg(k.request order by k.i),
    array_agg(k.twice order by k.i) into seen, seen_recorded, seen_request, twice from (
    select u.i, d.position, d.recorded, d.request,
      u.key is not null and row_number() over (partition by u.principal, u.key order by u.i) > 1 as twice
    from unnest(p_principal, p_key) with ordinality u(principal, key, i)
    left join lateral (
      select * from ledger.idempotency d where d.book = p_book and d.principal = u.principal and d.key = u.key offset 0
    ) d on true
  ) k;
  if cardinality(p_reads) > 0 and p_at < h_head then
    select coalesce(array_agg(distinct r.entry), '{}') into stale from unnest(p_reads, p_reads_of) r(key, entry)
      where r.key = 'book'
      or (select g.position from ledger.guard g where g.book = p_book and g.key = r.key) > p_at;
  end if;

  for i in 1..n loop
    if seen[i] is not null then
      if seen_request[i] = p_request[i] then
        outcomes[i] := 'replayed'; positions[i] := seen[i]; replayed := true;
      else
        outcomes[i] := 'key reused';
      end if;
      exit when p_kind[i] = 'record';
      done := i;
      continue;
    end if;
    exit when twice[i];
    if p_expected[i] <> current[slot[i]] then
      outcomes[i] := 'version moved'; versions[i] := current[slot[i]];
      exit;
    end if;
    if i = any(stale) then
      outcomes[i] := 'facts moved';
      exit;
    end if;
    if p_kind[i] = 'record' then
      h_head := h_head + 1;
      current[slot[i]] := current[slot[i]] + 1;
      h_hash := sha256(h_hash || convert_to(concat_ws(E'\n',
        p_book, h_head, p_stream[i], current[slot[i]], p_id[i], p_type[i], ledger.instant(at), p_body[i]), 'UTF8'));
      outcomes[i] := 'recorded'; versions[i] := current[slot[i]]; hashes[i] := h_hash;
      recorded := true; keeps := keeps or p_key[i] is not null;
    else
      outcomes[i] := 'confirmed';
      keeps := keeps or (p_kind[i] = 'unchanged' and p_key[i] is not null);
    end if;
    positions[i] := h_head;
    done := i;
  end loop;

  if recorded then
    insert into ledger.event
      select p_book, e.position, e.stream, e.version, e.id, e.type, e.body, at, e.hash
      from unnest(positions[:done], p_stream[:done], versions[:done], p_id[:done], p_type[:done], p_body[:done], hashes[:done])
        e(position, stream, version, id, type, body, hash)
      where e.hash is not null;
    insert into ledger.stream
      select p_book, e.stream, max(e.version) from unnest(p_stream[:done], versions[:done], hashes[:done]) e(stream, version, hash)
      where e.hash is not null group by e.stream
      on conflict (book, stream) do update set version = excluded.version;
    if cardinality(p_writes) > 0 then
      insert into ledger.guard
        select p_book, w.key, max(positions[w.entry]) from unnest(p_writes, p_writes_of) w(key, entry)
        where hashes[w.entry] is not null group by w.key
        on conflict (book, key) do update set position = excluded.position;
    end if;
    update ledger.book b set head = h_head, hash = h_hash, recorded_at = at where b.book = p_book;
  end if;
  if keeps then
    insert into ledger.idempotency
      select p_book, k.principal, k.key, k.request, k.position, k.hash is not null, k.kept, at
      from unnest(p_principal[:done], p_key[:done], p_request[:done], p_kept[:done], p_kind[:done], outcomes[:done],
        positions[:done], hashes[:done]) k(principal, key, request, kept, kind, outcome, position, hash)
      where k.key is not null and (k.outcome = 'recorded' or (k.outcome = 'confirmed' and k.kind = 'unchanged'));
  end if;

  if replayed then
    return query
      select outcomes[i], positions[i], coalesce(e.version, versions[i]), ledger.instant(coalesce(e.recorded_at, at)),
        seen_recorded[i], e.stream, e.id, h_head
      from generate_series(1, n) i
      left join lateral (
        select * from ledger.event e
        where e.book = p_book and e.position = seen[i] and seen_recorded[i] and outcomes[i] = 'replayed' offset 0
      ) e on true order by i;
  else
    return query select outcomes[i], positions[i], versions[i], ledger.instant(at), null::boolean, null::text, null::uuid, h_head
      from generate_series(1, n) i order by i;
  end if;
end $$;
