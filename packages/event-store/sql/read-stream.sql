select book, position, stream, version, id, type, body, recorded_at, hash, prev_hash
from (
  select *, sum(octet_length(body)) over (order by version) - octet_length(body) as bytes_before
  from (
    select * from ledger.recorded
    where book = $1 and stream = $2 and version > $3 and position <= $4 order by version limit $5
  ) page
) page
where bytes_before = 0 or bytes_before + octet_length(body) <= $6
order by version
