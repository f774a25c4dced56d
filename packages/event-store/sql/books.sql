select book, name, partition, head as position, encode(hash, 'hex') as hash,
  ledger.instant(recorded_at) as recorded_at, ledger.instant(created_at) as created_at
from ledger.book
where $1::text is null or book = $1
order by book
