import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type EventStore } from '../src/store.ts';
import { type Ledger, record, sql, startLedger } from './ledger.ts';

const EVENTS = 2_000;
const PAGE = 100;

let ledger: Ledger;
let store: EventStore;
beforeAll(async () => {
  ledger = await startLedger();
  store = connect(ledger.commandUrl);
  await fill('known');
  await sql(ledger.adminUrl, 'analyze ledger.event');
  await fill('new');
});
afterAll(async () => {
  await store.close();
  await ledger.close();
});

async function fill(book: string) {
  await store.createBook({ book, name: book, partition: 0 });
  for (let at = 0; at < EVENTS; at += 500) {
    await store.append(
      book,
      at,
      Array.from({ length: 500 }, (_, n) => record('deal/a', at + n)),
    );
  }
}

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that a plan has touched, those that it threw away included. */
function touched(plan: Plan): number {
  const rows = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Join Filter'] ?? 0);
  return (plan.Plans ?? []).reduce((sum, part) => sum + touched(part), rows * plan['Actual Loops']);
}

it('reads a page of a book that the statistics do not know by its own events alone', async () => {
  const read = readFileSync(path.join(import.meta.dirname, '../sql/read.sql'), 'utf8');
  const client = new pg.Client({ connectionString: ledger.adminUrl });
  await client.connect();
  await client.query(`set offtake.book = 'new'`);
  const values = ['new', EVENTS - PAGE, EVENTS, PAGE, 1_000_000];
  const { rows } = await client.query(`explain (analyze, format json) ${read}`, values);
  await client.end();
  const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
  expect(plan['Actual Rows']).toBe(PAGE);
  expect(touched(plan)).toBeLessThan(20 * PAGE);
});
