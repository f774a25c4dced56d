select b.book, b.partition, b.head, coalesce(c.position, 0) as position, c.set_aside
from ledger.book b
left join ledger.relay_cursor c on c.cluster = $1 and c.topic = $2 and c.book = b.book
order by b.book
