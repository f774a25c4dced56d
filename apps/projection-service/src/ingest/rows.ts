import { formatDecimal } from '@offtake/deals/amount';
import type { DealHistory } from '@offtake/deals/deal-history';
import { dealStatus } from '@offtake/deals/deal-status';
import type { Posting } from '@offtake/exposure/posting';
import type pg from 'pg';
import type { DisputeChange } from './dispute-changes.ts';
import type { Received } from './received.ts';

/** What a batch adds to a generation; written one statement per table. */
export interface Added {
  readonly events: { readonly event: Received; readonly announcedMax: string }[];
  readonly postings: {
    readonly book: string;
    readonly n: number;
    readonly posting: Posting;
    readonly announcedMax: string;
  }[];
  readonly disputes: ({ readonly book: string; readonly position: number } & DisputeChange)[];
  /** By book and stream: the deals that were written to, as they are after the batch. */
  readonly deals: Map<string, { readonly event: Received; readonly history: DealHistory }>;
}

export function nothingAdded(): Added {
  return { events: [], postings: [], disputes: [], deals: new Map() };
}

export async function writeRows(client: pg.ClientBase, schema: string, added: Added): Promise<void> {
  if (added.events.length > 0) await insert(client, `${schema}.event`, EVENT, added.events);
  if (added.postings.length > 0) await insert(client, `${schema}.posting`, POSTING, added.postings);
  if (added.disputes.length > 0) await insert(client, `${schema}.dispute`, DISPUTE, added.disputes);
  if (added.deals.size > 0) {
    const replace = Object.keys(DEAL).map((column) => `${column} = excluded.${column}`);
    const conflict = `on conflict (book, deal) do update set ${replace.join(', ')}`;
    await insert(client, `${schema}.deal`, DEAL, [...added.deals.values()], conflict);
  }
}

type Column<R> = readonly [type: string, value: (row: R) => unknown, read?: string];
type Columns<R> = Readonly<Record<string, Column<R>>>;

const EVENT: Columns<Added['events'][number]> = {
  book: ['text', ({ event }) => event.book],
  position: ['bigint', ({ event }) => event.position],
  id: ['uuid', ({ event }) => event.id],
  stream: ['text', ({ event }) => event.stream],
  version: ['int', ({ event }) => event.version],
  type: ['text', ({ event }) => event.type],
  announced_on: ['date', ({ event }) => event.content.announcedOn],
  announced_max: ['date', ({ announcedMax }) => announcedMax],
  effective_on: ['date', ({ event }) => event.content.effectiveOn],
  recorded_at: ['timestamptz', ({ event }) => event.recordedAt],
  recorded_text: ['text', ({ event }) => event.recordedAt],
  body: ['text', ({ event }) => event.body],
  hash: ['text', ({ event }) => event.hash, `decode(hash, 'hex')`],
};

const POSTING: Columns<Added['postings'][number]> = {
  book: ['text', ({ book }) => book],
  position: ['bigint', ({ posting }) => posting.position],
  n: ['int', ({ n }) => n],
  recorded_by: ['uuid', ({ posting }) => posting.recordedBy],
  event: ['uuid', ({ posting }) => posting.event],
  reading: ['text', ({ posting }) => posting.reading],
  deal: ['text', ({ posting }) => posting.deal],
  leg: ['text', ({ posting }) => posting.leg],
  obligor: ['text', ({ posting }) => posting.obligor],
  obligee: ['text', ({ posting }) => posting.obligee],
  kind: ['text', ({ posting }) => posting.kind],
  unit: ['text', ({ posting }) => posting.unit],
  product: ['text', ({ posting }) => posting.product ?? null],
  account: ['text', ({ posting }) => posting.account],
  valid_from: ['date', ({ posting }) => posting.validFrom],
  announced_max: ['date', ({ announcedMax }) => announcedMax],
  due_from: ['date', ({ posting }) => posting.due?.from ?? null],
  due_to: ['date', ({ posting }) => posting.due?.to ?? null],
  low: ['numeric', ({ posting }) => formatDecimal(posting.low)],
  stated: ['numeric', ({ posting }) => formatDecimal(posting.stated)],
  high: ['numeric', ({ posting }) => formatDecimal(posting.high)],
  unstated: ['int', ({ posting }) => posting.unstated],
  unbounded: ['int', ({ posting }) => posting.unbounded],
};

const DISPUTE: Columns<Added['disputes'][number]> = {
  book: ['text', ({ book }) => book],
  position: ['bigint', ({ position }) => position],
  event: ['uuid', ({ event }) => event],
  deal: ['text', ({ deal }) => deal],
  change: ['int', ({ change }) => change],
};

type DealRow = { readonly event: Received; readonly history: DealHistory };
const DEAL: Columns<DealRow> = {
  book: ['text', ({ event }) => event.book],
  deal: ['text', ({ event }) => event.stream.slice('deal/'.length)],
  position: ['bigint', ({ event }) => event.position],
  version: ['int', ({ event }) => event.version],
  title: ['text', ({ history }) => history.state?.title ?? null],
  state: ['text', ({ history: { state, confirmation } }) => state && dealStatus(state, confirmation)],
  announced_on: ['date', ({ history }) => history.state?.announcedOn ?? null],
  effective_on: ['date', ({ history }) => history.state?.effectiveOn ?? null],
  last_confirmed_on: ['date', ({ history }) => history.confirmation?.lastConfirmedOn ?? null],
  valid_from_last: ['date', ({ history }) => history.latest?.effectiveOn ?? null],
  // An array in an array would have to be as long as every other.
  parties: [
    'text',
    ({ history }) => JSON.stringify(partiesOf(history)),
    'array(select json_array_elements_text(parties::json))',
  ],
  legs: ['int', ({ history }) => history.state?.legs.size ?? 0],
  disputed: ['boolean', ({ history }) => history.disputed],
  left_aside: [
    'text',
    ({ history }) => JSON.stringify(history.alternative?.leftAside ?? []),
    'array(select json_array_elements_text(left_aside::json)::uuid)',
  ],
};

function partiesOf({ state }: DealHistory): readonly string[] {
  const legs = [...(state?.legs.values() ?? [])].flatMap((leg) => [leg, ...leg.former]);
  const rights = [...(state?.rights.values() ?? [])].flatMap(({ terms }) => [terms.holder, terms.grantor]);
  return [...new Set([...legs.flatMap(({ obligor, obligee }) => [obligor, obligee]), ...rights])].sort();
}

async function insert<R>(
  client: pg.ClientBase,
  table: string,
  columns: Columns<R>,
  rows: readonly R[],
  conflict = '',
): Promise<void> {
  const names = Object.keys(columns);
  const entries = Object.values(columns);
  const arrays = entries.map(([type], i) => `$${i + 1}::${type}[]`);
  const reads = entries.map(([, , read], i) => read ?? names[i]);
  await client.query(
    `insert into ${table} (${names.join(', ')})
     select ${reads.join(', ')} from unnest(${arrays.join(', ')}) as new (${names.join(', ')}) ${conflict}`,
    entries.map(([, value]) => rows.map(value)),
  );
}
