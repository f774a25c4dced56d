import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isZero, type PrintedAmount, printAmount } from '../src/amount.ts';
import type { DealState } from '../src/deal.ts';
import { isMisfit } from '../src/deal-fold.ts';
import { NO_DEAL, record } from '../src/deal-history.ts';
import type { History } from '../src/history.ts';
import type { LegState } from '../src/leg.ts';
import { ACCOUNTS } from '../src/leg-terms.ts';
import { partyNow } from '../src/party.ts';
import { NO_PARTY, partyFacts, recordParty } from '../src/party-history.ts';
import type { RecordedEvent } from '../src/recorded-event.ts';
import { readEvent, type StoredRow, storedEvent, typesIn } from '../src/stored-event.ts';
import { eventsOf } from '../src/stream.ts';

/**
 * Books as the ledger has stored them, of every schema version that there ever was: `v<version>/<book>.ndjson`, a row a
 * line, written once and never changed. `expected/v<version>/<book>.json` is what each folds to.
 */

export const CORPUS = path.join(import.meta.dirname, 'corpus');

export interface CorpusBook {
  /** `v1/obligations` */
  readonly name: string;
  readonly version: number;
  readonly rows: readonly (StoredRow & { readonly prevHash: string })[];
}

export function corpusFiles(): readonly string[] {
  const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ndjson')).sort();
}

export function corpusBooks(): readonly CorpusBook[] {
  return corpusFiles().map((file) => {
    const lines = readFileSync(path.join(CORPUS, file), 'utf8').trimEnd().split('\n');
    const [, version] = /^v(\d+)\//.exec(file) ?? [];
    return { name: file.slice(0, -'.ndjson'.length), version: Number(version), rows: lines.map((l) => JSON.parse(l)) };
  });
}

export function expectationOf({ name }: CorpusBook): FoldedBook {
  return JSON.parse(readFileSync(path.join(CORPUS, 'expected', `${name}.json`), 'utf8')) as FoldedBook;
}

/** The events in the present version, and the history of each stream, as every reader of the ledger comes to them. */
export function readBook({ rows }: CorpusBook) {
  const histories = new Map<string, History>();
  const events: RecordedEvent[] = [];
  for (const row of rows) {
    const before = histories.get(row.stream) ?? (row.stream.startsWith('deal/') ? NO_DEAL : NO_PARTY);
    const event = readEvent(storedEvent(row), typesIn(before));
    const after = before.kind === 'deal' ? record(before, event) : recordParty(before, event);
    if (isMisfit(after)) throw new Error(`${row.type} at ${row.position}: ${after.refusal.message}`);
    events.push(event);
    histories.set(row.stream, after);
  }
  return { events, histories };
}

/** What a book comes to, in plain words: by stream. */
export interface FoldedBook {
  readonly deals: Readonly<Record<string, object>>;
  readonly parties: Readonly<Record<string, object>>;
  /** `deal|leg|obligor|obligee|account|kind|unit`: what is left there. */
  readonly exposures: Readonly<Record<string, PrintedAmount>>;
}

export function foldBook(book: CorpusBook): FoldedBook {
  const deals: Record<string, object> = {};
  const parties: Record<string, object> = {};
  const exposures: Record<string, PrintedAmount> = {};
  for (const [stream, history] of readBook(book).histories) {
    const slug = stream.slice(stream.indexOf('/') + 1);
    if (history.kind === 'party') {
      const facts = partyFacts(eventsOf(history.newest));
      const said = facts.map(({ type, effectiveOn, data }) => ({ type, effectiveOn, data }));
      parties[slug] = { ...partyNow(facts), facts: said };
      continue;
    }
    if (history.state) Object.assign(exposures, exposuresOf(history.state));
    const { state, alternative, confirmation } = history;
    const otherwise = alternative?.state ? { alternative: dealOf(alternative.state) } : {};
    deals[slug] = { ...(state ? dealOf(state) : {}), confirmation, ...otherwise };
  }
  return JSON.parse(JSON.stringify({ deals, parties, exposures })) as FoldedBook;
}

function dealOf(state: DealState): object {
  const { title, announcedOn, effectiveOn, signed, ended, legs, rights } = state;
  const named = [...legs].map(([name, leg]) => [name, legOf(leg)] as const);
  return { title, announcedOn, effectiveOn, signed, ended, legs: Object.fromEntries(named), rights: [...rights] };
}

function legOf(leg: LegState): object {
  const { terms, obligor, obligee, home, conditionMet, endedOn } = leg;
  const { product, term, schedule, conditions, window, exit } = terms;
  const balances = ACCOUNTS.map((account) => [account, leg.balances[account]] as const)
    .filter(([, amount]) => !isZero(amount))
    .map(([account, amount]) => [account, printAmount(amount)] as const);
  const kept = { product, term, schedule, conditions, window, exit };
  return {
    obligor,
    obligee,
    home,
    conditionMet,
    ended: endedOn !== null,
    terms: kept,
    balances: Object.fromEntries(balances),
  };
}

function exposuresOf({ deal, legs }: DealState): Readonly<Record<string, PrintedAmount>> {
  const entries = [...legs].flatMap(([name, { terms, obligor, obligee, balances, former }]) => {
    const here = ACCOUNTS.map((account) => ({ obligor, obligee, account, amount: balances[account] }));
    const there = former.flatMap((pair) =>
      (['performed', 'lapsed'] as const).map((account) => ({ ...pair, account, amount: pair[account] })),
    );
    return [...here, ...there]
      .filter(({ amount }) => !isZero(amount))
      .map((each) => {
        const key = [deal, name, each.obligor, each.obligee, each.account, terms.kind, terms.quantity.unit];
        return [key.join('|'), printAmount(each.amount)] as const;
      });
  });
  return Object.fromEntries(entries);
}
