import type pg from 'pg';
import { schemaOf } from '../schema/active-generation.ts';

/** How far the new generation is from taking the place of the live one. */
export interface Standing {
  /** Books of which the new generation does not yet hold all that the live one holds. */
  readonly behind: readonly string[];
  /** Of these, what can never be made up: the book is halted there, or it holds another history. */
  readonly stuck: readonly { readonly book: string; readonly reason: string }[];
}

const LOCK_WITHIN = '2s';

/**
 * Compares book by book: the new one must have reached the live one's position, with the same hash there. A book that is
 * halted may hold what the ledger no longer does, and the log neither: there the new one must have reached the ledger's
 * head, as it was last heard.
 */
export async function standing(client: Pick<pg.ClientBase, 'query'>, live: number, next: number): Promise<Standing> {
  const { rows } = await client.query<{ book: string; reason: string | null }>(
    `select l.book,
       case when n.state = 'halted' then n.reason
         when e.hash is not null and l.state = 'live' then 'another history than the live one at ' || l.position
       end as reason
     from ${schemaOf(live)}.checkpoint l
     left join ${schemaOf(next)}.checkpoint n on n.book = l.book
     left join ${schemaOf(next)}.event e on e.book = l.book and e.position = l.position
     left join exposure.book b on b.book = l.book and l.state = 'halted'
     left join ${schemaOf(next)}.event h on h.book = b.book and h.position = b.head and h.hash = b.hash
     where l.position > 0 and e.hash is distinct from l.hash and h.hash is null
     order by l.book`,
  );
  return {
    behind: rows.map(({ book }) => book),
    stuck: rows.flatMap(({ book, reason }) => (reason === null ? [] : [{ book, reason }])),
  };
}

/** Makes the new generation the active one if it holds all that the live one holds. Nobody adds to either meanwhile. */
export async function swap(client: pg.ClientBase, live: number, next: number): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = '${LOCK_WITHIN}'`);
    // Waits for whoever holds the lock on a checkpoint, and keeps books from beginning.
    await client.query(`lock table ${schemaOf(live)}.checkpoint, ${schemaOf(next)}.checkpoint in exclusive mode`);
    const { behind } = await standing(client, live, next);
    if (behind.length > 0) {
      await client.query('rollback');
      return false;
    }
    await client.query('update exposure.pointer set active_generation = $1', [next]);
    await client.query(`update exposure.rebuild set state = 'done', ended_at = now() where generation = $1`, [next]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

const LOCK_NOT_AVAILABLE = '55P03';
