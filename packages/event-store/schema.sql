create table ledger.book (
  book text not null,
  name text not null,
  partition integer not null,
  head bigint not null default 0,
  hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  recorded_at timestamp with time zone,
  created_at timestamp with time zone not null default clock_timestamp(),
  restored bigint not null default 0,
  constraint book_pkey PRIMARY KEY (book)
) with (fillfactor=10);

create table ledger.event (
  book text not null,
  position bigint not null,
  stream text not null,
  version integer not null,
  id uuid not null,
  type text not null,
  body text not null,
  recorded_at timestamp with time zone not null,
  hash bytea not null,
  constraint event_body_check CHECK ((octet_length(body) <= 262144)),
  constraint event_book_stream_version_key UNIQUE (book, stream, version),
  constraint event_hash_check CHECK ((octet_length(hash) = 32)),
  constraint event_pkey PRIMARY KEY (book, "position"),
  constraint event_position_check CHECK (("position" > 0)),
  constraint event_stream_check CHECK ((strpos(stream, '
'::text) = 0)),
  constraint event_type_check CHECK ((strpos(type, '
'::text) = 0)),
  constraint event_version_check CHECK ((version > 0))
);

create table ledger.guard (
  book text not null,
  key text not null,
  position bigint not null,
  constraint guard_key_check CHECK ((key <> 'book'::text)),
  constraint guard_pkey PRIMARY KEY (book, key)
) with (fillfactor=70);

create table ledger.idempotency (
  book text not null,
  principal text not null,
  key text not null,
  request bytea not null,
  position bigint not null,
  recorded boolean not null,
  kept text not null,
  kept_at timestamp with time zone not null,
  constraint idempotency_kept_check CHECK ((kept = ANY (ARRAY['day'::text, 'book'::text]))),
  constraint idempotency_pkey PRIMARY KEY (book, principal, key),
  constraint idempotency_request_check CHECK ((octet_length(request) <= 32))
);

create table ledger.relay (
  singleton boolean not null default true,
  epoch bigint not null default 0,
  constraint relay_pkey PRIMARY KEY (singleton),
  constraint relay_singleton_check CHECK (singleton)
);

create table ledger.relay_cursor (
  cluster text not null,
  topic text not null,
  book text not null,
  position bigint not null,
  set_aside text,
  moved_at timestamp with time zone not null default clock_timestamp(),
  constraint relay_cursor_book_fkey FOREIGN KEY (book) REFERENCES ledger.book(book),
  constraint relay_cursor_pkey PRIMARY KEY (cluster, topic, book),
  constraint relay_cursor_position_check CHECK (("position" >= 0))
) with (fillfactor=50);

CREATE INDEX idempotency_kept_at ON ledger.idempotency USING brin (kept_at) WITH (pages_per_range='32');

CREATE OR REPLACE FUNCTION ledger.append(p_book text, p_at bigint, p_kind text[], p_stream text[], p_first integer[], p_expected integer[], p_id uuid[], p_type text[], p_body text[], p_principal text[], p_key text[], p_request bytea[], p_kept text[], p_reads text[], p_reads_of integer[], p_writes text[], p_writes_of integer[], p_hash text DEFAULT NULL::text)
 RETURNS TABLE(before bigint, after bigint, hash text, recorded_at text, settled integer, otherwise jsonb)
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION ledger.append_one(p_book text, p_at bigint, p_stream text, p_expected integer, p_id uuid, p_type text, p_body text, p_principal text, p_key text, p_request bytea, p_kept text, p_writes text[], p_hash text DEFAULT NULL::text)
 RETURNS TABLE(recorded_at text, hash text)
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION ledger.instant(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$function$;

CREATE OR REPLACE FUNCTION ledger.refuse_book()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'ledger.book takes no book "%" in partition %', new.book, new.partition using errcode = 'check_violation';
end $function$;

CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'ledger.event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $function$;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.event FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change() -- enabled: A;

CREATE TRIGGER well_formed BEFORE INSERT ON ledger.book FOR EACH ROW WHEN (((new.book !~ '^[a-z0-9][a-z0-9-]{0,63}$'::text) OR (new.partition < 0))) EXECUTE FUNCTION ledger.refuse_book() -- enabled: O;

create view ledger.published as
 SELECT e.book,
    b.partition,
    e."position",
    e.stream,
    e.version,
    e.id,
    e.type,
    e.body,
    ledger.instant(e.recorded_at) AS recorded_at,
    encode(e.hash, 'hex'::text) AS hash,
    COALESCE(encode(( SELECT p.hash
           FROM ledger.event p
          WHERE ((p.book = e.book) AND (p."position" = (e."position" - 1)))), 'hex'::text), repeat('0'::text, 64)) AS prev_hash
   FROM (ledger.event e
     JOIN ledger.book b ON ((b.book = e.book)));

create view ledger.recorded as
 SELECT book,
    partition,
    "position",
    stream,
    version,
    id,
    type,
    body,
    recorded_at,
    hash,
    prev_hash
   FROM ledger.published
  WHERE (book = current_setting('offtake.book'::text, true));

alter table ledger.book enable row level security;
create policy every_book on ledger.book for all to public
  using (true);
create policy one_book on ledger.book as restrictive for all to offtake_command_book
  using ((book = current_setting('offtake.book'::text, true)));

alter table ledger.event enable row level security;
create policy every_book on ledger.event for all to public
  using (true);
create policy one_book on ledger.event as restrictive for all to offtake_command_book
  using ((book = current_setting('offtake.book'::text, true)));

alter table ledger.guard enable row level security;
create policy every_book on ledger.guard for all to public
  using (true);
create policy one_book on ledger.guard as restrictive for all to offtake_command_book
  using ((book = current_setting('offtake.book'::text, true)));

alter table ledger.idempotency enable row level security;
create policy every_book on ledger.idempotency for all to public
  using (true);
create policy one_book on ledger.idempotency as restrictive for all to offtake_command_book
  using ((book = current_setting('offtake.book'::text, true)));

alter table ledger.relay_cursor enable row level security;
create policy every_book on ledger.relay_cursor for all to public
  using (true);
create policy one_book on ledger.relay_cursor as restrictive for all to offtake_command_book
  using ((book = current_setting('offtake.book'::text, true)));
