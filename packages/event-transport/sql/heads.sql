-- The newest event of each book, by two steps down the index for each book, however many events there are.
with recursive book as (
  (select book from ledger.published order by book, position limit 1)
  union all
  select (select p.book from ledger.published p where p.book > b.book order by p.book, p.position limit 1)
  from book b
  where b.book is not null
)
select head.book, head.partition, head.position
from book b
cross join lateral (
  select p.book, p.partition, p.position from ledger.published p where p.book = b.book order by p.position desc limit 1
) head
