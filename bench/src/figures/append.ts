import pg from 'pg';
import { type Bench, statement } from '../bench-system.ts';
import { performed } from '../books/wording.ts';
import { type Cost, countCost } from '../cpu.ts';
import { openEmmett } from '../emmett.ts';
import { atLeast, type Group } from '../figure.ts';
import { openLedger } from '../ledger.ts';
import { atOnce, type Worked } from '../writers.ts';

/** What: single events, 64 at a time, each on a stream of its own, in one book; decided and appended, each with a key. */
const WRITERS = 64;
/** Of the bare inserts; more gain nothing on two cores. */
const CONNECTIONS = 16;

export const append: Group = {
  name: 'append',
  figures: [
    {
      figure: 'append, 64 writers on 64 deals',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'Emmett', is: 'emmett.rate' },
      goal: atLeast(6),
    },
    {
      figure: 'append, of what PostgreSQL inserts row by row',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'one-row INSERT, prepared', is: 'limit.rate' },
    },
    {
      figure: 'append, processor in Node',
      unit: 'µs',
      ours: 'ours.node',
      peer: { name: 'Emmett', is: 'emmett.node' },
    },
    {
      figure: 'append, processor in PostgreSQL',
      unit: 'µs',
      ours: 'ours.database',
      peer: { name: 'Emmett', is: 'emmett.database' },
    },
    {
      figure: '64 writers on one deal',
      unit: 'events/s',
      ours: 'hot.rate',
      peer: { name: 'on 64 deals', is: 'ours.rate' },
      goal: atLeast(0.8),
    },
  ],
  async prepare(bench) {
    const ledger = await openLedger(bench, 'bench_append', WRITERS);
    const emmett = await openEmmett(bench, 'bench_emmett');
    const limit = await openInserts(bench);
    const side = (work: (writer: number) => Promise<unknown>) => async () => {
      const cost = countCost(bench.pids.database);
      return perEvent(await atOnce(WRITERS, bench.seconds, work), cost());
    };
    return {
      sides: {
        ours: side((writer) => ledger.pay(writer)),
        emmett: side((writer) => emmett.append(writer)),
        hot: side(() => ledger.pay(0)),
        limit: side(() => limit.insert()),
      },
      end: async () => void (await Promise.all([ledger.close(), emmett.close(), limit.end()])),
    };
  },
};

function perEvent({ rate, done }: Worked, { node, database }: Cost) {
  return { rate, node: node / done, database: database / done };
}

/** The least that PostgreSQL can be asked for: a row and its key, each a transaction. */
export async function openInserts(bench: Bench, connections = CONNECTIONS) {
  const { owner } = await bench.database(`bench_inserts_${connections}`);
  await statement(owner, 'create table row (id uuid primary key default uuidv7(), body text not null)');
  const pool = new pg.Pool({ connectionString: owner, max: connections });
  const body = JSON.stringify(performed('deal-0', '1'));
  return {
    insert: () => pool.query({ name: 'insert', text: 'insert into row (body) values ($1)', values: [body] }),
    end: () => pool.end(),
  };
}
