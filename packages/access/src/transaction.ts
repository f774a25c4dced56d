import type pg from 'pg';

/**
 * All of it or nothing, one after another with whoever else changes what `about` names: what was read holds until the end.
 * @throws what the work throws, and what PostgreSQL says
 */
export async function inTransaction<T>(
  connect: () => Promise<pg.PoolClient>,
  about: string,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [about]);
    const done = await work(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    // A connection in an unknown state is not used again; its end rolls back.
    client.release(true);
    throw error;
  }
}
