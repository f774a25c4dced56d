import type pg from 'pg';
import { schemaOf } from '../schema/active-generation.ts';

/** What old and new read models make of the same events. */
export interface Comparison {
  /** Books that both hold something of. */
  readonly books: number;
  /** `<table> of <book>` where they do not hold the same rows. */
  readonly differing: readonly string[];
}

/** Rows of these are only ever added: what both hold of a book can be compared at any time. By position, up to where. */
const ADDED_TO = { event: 'position', posting: 'position', dispute: 'position', subtotal: 'upto' };
/** Rows that hold the present are compared where both are at the same position. */
const PRESENT = ['deal'];

/**
 * Compares the live generation with the one that is to take its place, row by row up to the last position of each book
 * that both have reached, as of one instant; nobody waits for it. A sum of hashes does not depend on the order of rows.
 */
export async function compareGenerations(client: pg.ClientBase, live: number, next: number): Promise<Comparison> {
  const both = `select l.book, least(l.position, n.position) as position, l.position = n.position as level
    from ${schemaOf(live)}.checkpoint l join ${schemaOf(next)}.checkpoint n using (book)`;
  const digests = (generation: number, table: string, upto: string) =>
    `select t.book, count(*) as rows, sum(hash_record_extended(t, 0)) as digest
     from ${schemaOf(generation)}.${table} t join upto u using (book)
     where ${upto} group by t.book`;
  const conditions = [
    ...Object.entries(ADDED_TO).map(([table, column]) => [table, `t.${column} <= u.position`] as const),
    ...PRESENT.map((table) => [table, 'u.level'] as const),
  ];
  const differing: string[] = [];
  await client.query('begin isolation level repeatable read read only');
  try {
    for (const [table, upto] of conditions) {
      const { rows } = await client.query<{ book: string }>(
        `with upto as (${both}), old as (${digests(live, table, upto)}), new as (${digests(next, table, upto)})
         select book from old full join new using (book)
         where (old.rows, old.digest) is distinct from (new.rows, new.digest) order by book`,
      );
      differing.push(...rows.map(({ book }) => `${table} of ${book}`));
    }
    const { rows } = await client.query<{ books: number }>(`select count(*)::int as books from (${both}) both_hold`);
    return { books: rows[0]?.books ?? 0, differing };
  } finally {
    await client.query('commit');
  }
}
