import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../src/migrate.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  await Promise.all([migrate(postgres.url), migrate(postgres.url)]);
});
afterAll(() => postgres.stop());

/** What PostgreSQL itself says of the schema: there is no pg_dump among the binaries of npm. */
const DESCRIPTION = `
  select string_agg('create table access.' || r.relname || E' (\\n' || (
    select string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E',\\n' order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  ) || coalesce((
    select string_agg(E',\\n  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid), '' order by k.conname)
    from pg_constraint k where k.conrelid = r.oid and k.contype <> 'n'
  ), '') || E'\\n);\\n' || case when r.relrowsecurity then 'alter table access.' || r.relname || E' enable row level security;\\n'
    else '' end || coalesce((
    select string_agg('create policy ' || p.policyname || ' on access.' || r.relname
      || case when p.permissive = 'RESTRICTIVE' then ' as restrictive' else '' end
      || ' for ' || lower(p.cmd) || ' to ' || array_to_string(p.roles, ', ')
      || E'\\n  using (' || regexp_replace(p.qual, '\\s+', ' ', 'g') || ')'
      || coalesce(E'\\n  with check (' || regexp_replace(p.with_check, '\\s+', ' ', 'g') || ')', '') || E';\\n', '' order by p.policyname)
    from pg_policies p where p.schemaname = 'access' and p.tablename = r.relname
  ), ''), E'\\n' order by r.relname) as description
  from pg_class r where r.relnamespace = 'access'::regnamespace and r.relkind = 'r' and r.relname <> 'migration'`;

it('is in schema.sql what the migrations make of an empty database (write it anew with vitest -u)', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ description: string }>(DESCRIPTION);
  await client.end();
  await expect(rows[0]?.description).toMatchFileSnapshot('../schema.sql');
});
