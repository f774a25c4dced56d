insert into ledger.event (book, position, stream, version, id, type, body, recorded_at, hash)
select $1, position, stream, version, id, type, body, recorded_at, hash from pg_temp.restoring order by position
