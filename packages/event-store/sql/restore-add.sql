insert into pg_temp.restoring
select * from unnest($1::bigint[], $2::text[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[])
