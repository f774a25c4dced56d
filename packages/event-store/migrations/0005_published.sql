-- What a reader of the ledger sees that has no broker: the same fields that the topic carries.
-- The books of a partition are those with an event at position 1.
create view ledger.published as
  select e.book, b.partition, e.position, e.stream, e.version, e.id, e.type, e.body,
    ledger.instant(e.recorded_at) as recorded_at,
    encode(e.hash, 'hex') as hash,
    coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as prev_hash
  from ledger.event e
  join ledger.book b on b.book = e.book
  left join ledger.event p on p.book = e.book and p.position = e.position - 1;
