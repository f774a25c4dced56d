-- The shared lock makes a new relay's epoch wait for this write, and this write see an epoch that has begun.
-- It does not wait for the disk, for which the appends wait in turn: a cursor that a crash takes back is behind, and what
-- was published after it is published again.
with held as (
  select epoch from ledger.relay where epoch = $1 for share
), moved as (
  insert into ledger.relay_cursor (cluster, topic, book, position, set_aside, moved_at)
  select $2, $3, c.book, c.position, c.set_aside, clock_timestamp()
  from held cross join unnest($4::text[], $5::bigint[], $6::text[]) c(book, position, set_aside)
  on conflict (cluster, topic, book) do update
    set position = excluded.position, set_aside = excluded.set_aside, moved_at = excluded.moved_at
)
select exists (select from held) as held, set_config('synchronous_commit', 'off', true)
