-- kept is asked twice: an append may just have made it longer.
delete from ledger.idempotency where kept = 'day' and (book, principal, key) in (
  select book, principal, key from ledger.idempotency
  where kept = 'day' and kept_at < clock_timestamp() - interval '24 hours'
  order by kept_at limit $1
) returning 1 as forgotten
