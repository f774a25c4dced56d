-- A page ends before the event that would take its bodies over $5 bytes, but never before its first.
select book, position, stream, version, id, type, body, recorded_at, hash, prev_hash
from (
  select *, sum(octet_length(body)) over (order by position) - octet_length(body) as bytes_before
  from (
    select * from ledger.recorded where book = $1 and position > $2 and position <= $3 order by position limit $4
  ) page
) page
where bytes_before = 0 or bytes_before + octet_length(body) <= $5
order by position
