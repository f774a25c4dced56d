select i.key, i.request, i.recorded, i.position, e.stream, e.version, e.id, ledger.instant(e.recorded_at) as recorded_at
from ledger.idempotency i
left join ledger.event e on i.recorded and e.book = i.book and e.position = i.position
where i.book = $1 and i.principal = $2 and i.key = any($3)
