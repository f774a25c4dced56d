import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { schemaOf } from './active-generation.ts';

/** Whoever rebuilds holds this advisory lock until it ends, or its connection does. */
export const REBUILD_LOCK = 7_208_301;
/** Several nodes may start at once: one prepares, the others wait for it. */
const PREPARE_LOCK = 7_208_302;
const CONNECT_WITHIN_MS = 3_000;

/**
 * Creates what is missing: the schema `exposure`, the first generation. Where the active generation was made by another
 * version of the service, an empty one takes its place, and is filled from the log. Removes what an interrupted rebuild
 * has left.
 * @throws where the database is away, or not yet migrated: do it again later
 */
export async function prepareSchemas(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'offtake-projection-prepares',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [PREPARE_LOCK]);
    await client.query(schemaText('exposure.sql'));
    await prepareGeneration(client);
    await clearInterruptedRebuilds(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function prepareGeneration(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ active: number; next: number; fingerprint: string | null }>(
    `select active_generation as active, obj_description(to_regnamespace('exposure_' || active_generation)) as fingerprint,
       greatest(active_generation, (select max(generation) from exposure.rebuild)) + 1 as next
     from exposure.pointer`,
  );
  const [pointer] = rows;
  if (pointer?.fingerprint === FINGERPRINT) return;
  const generation = pointer?.next ?? 1;
  const point = pointer
    ? `update exposure.pointer set active_generation = ${generation}`
    : `insert into exposure.pointer (active_generation) values (${generation})`;
  // Several statements in one query are one transaction.
  await client.query(`${generationText(generation)};${point}`);
}

/** Drops every generation but the active one, unless a rebuild is under way in another process. */
export async function clearInterruptedRebuilds(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [REBUILD_LOCK]);
  if (!rows[0]?.free) return;
  try {
    const { rows: leftovers } = await client.query<{ schema: string }>(
      `select nspname as schema from pg_namespace, exposure.pointer
       where nspname ~ '^exposure_[0-9]+$' and nspname <> 'exposure_' || active_generation`,
    );
    for (const { schema } of leftovers) await client.query(`drop schema ${schema} cascade`);
    await client.query(
      `update exposure.rebuild set state = 'failed', ended_at = now(), error = 'interrupted' where state = 'running'`,
    );
  } finally {
    await client.query('select pg_advisory_unlock($1)', [REBUILD_LOCK]);
  }
}

/** The statements that create a generation. */
export function generationText(generation: number): string {
  return GENERATION.replaceAll('{generation}', schemaOf(generation)).replaceAll('{fingerprint}', FINGERPRINT);
}

function schemaText(file: string): string {
  // Beside the sources, also for what was built.
  return readFileSync(path.join(import.meta.dirname, '../../src/schema', file), 'utf8');
}

const GENERATION = schemaText('generation.sql');
/** Says which version of the service a generation was made by. */
const FINGERPRINT = createHash('sha256').update(GENERATION).digest('hex').slice(0, 32);
