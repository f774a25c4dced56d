-- A page of a book from a position on, of at most $3 events. It ends before the event that would take its bodies over $4
-- bytes, but never before its first. Looks at one event more, so that events_found tells whether the page is the last.
select book, partition, position, stream, version, id, type, body, recorded_at, hash, prev_hash, events_found
from (
  select *, count(*) over () as events_found, row_number() over (order by position) as number,
    sum(octet_length(body)) over (order by position) - octet_length(body) as bytes_before
  from (
    select * from ledger.published where book = $1 and position >= $2 order by position limit $3 + 1
  ) page
) page
where number <= $3 and (bytes_before = 0 or bytes_before + octet_length(body) <= $4)
order by position
