import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import { openDisputesIn } from '@offtake/deals/facts';
import { partyNow } from '@offtake/deals/party';
import { partyFacts } from '@offtake/deals/party-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { quarterOf } from '@offtake/exposure/sum';
import { type Balance, balancesByDefinition } from '../../../../packages/exposure/test/definition.ts';
import type { Asked } from './asked.ts';

/** What the answer to a question about a book is by the definition of exposure, in memory and without postings. */

/** The rows, in no particular order. */
export function rowsByDefinition(events: readonly RecordedEvent[], asked: Asked): readonly object[] {
  const knownAt = positionOf(events, asked.knownAt);
  const nameOf = namesAt(events, knownAt, asked);
  const sums = new Map<string, Amount>();
  for (const balance of balancesByDefinition(events, knownAt, asked.validAt ?? undefined, asked.reading)) {
    const read = { ...balance, obligor: nameOf(balance.obligor), obligee: nameOf(balance.obligee) };
    if (asked.consolidate && read.obligor === read.obligee) continue;
    if (!passes(read, asked.filter, nameOf)) continue;
    const keys = JSON.stringify([...asked.groupBy, 'kind', 'unit'].map((key) => [key, valueOf(read, key)]));
    sums.set(keys, add(sums.get(keys) ?? ZERO, balance.amount));
  }
  return [...sums]
    .filter(([, amount]) => !isZero(amount))
    .map(([keys, amount]) => ({ ...Object.fromEntries(JSON.parse(keys)), ...printAmount(amount) }));
}

/** The last event that was known: at a position, at an instant, or on a day by what was public until then. */
function positionOf(events: readonly RecordedEvent[], knownAt: Asked['knownAt']): number {
  if (knownAt === null) return events.length;
  if (knownAt.by === 'position') return knownAt.position;
  const isLater = ({ recordedAt, announcedOn }: RecordedEvent) =>
    knownAt.by === 'instant' ? recordedAt > knownAt.instant : announcedOn > knownAt.date;
  const later = events.findIndex(isLater);
  return later === -1 ? events.length : later;
}

/** A merged party reads as what it was merged into, and where parties are consolidated as its topmost parent. */
function namesAt(events: readonly RecordedEvent[], knownAt: number, { validAt, reading, consolidate }: Asked) {
  const mergedInto = new Map<string, string | null>();
  const parents = new Map<string, string | null>();
  const known = events.filter(({ position, stream }) => position <= knownAt && stream.startsWith('party/'));
  for (const [stream, own] of Map.groupBy(known, (event) => event.stream)) {
    const open = reading === 'alternative' ? [...openDisputesIn(own)] : [];
    const alternatives = open.flatMap(([id, { alternative }]) => (alternative ? [[id, alternative] as const] : []));
    const facts = partyFacts(own, new Map(alternatives)).filter(
      ({ type, effectiveOn }) => type === 'PartyRegistered' || validAt === null || effectiveOn <= validAt,
    );
    const state = partyNow(facts);
    mergedInto.set(stream.slice('party/'.length), state?.mergedInto ?? null);
    parents.set(stream.slice('party/'.length), state?.parent ?? null);
  }
  const climb = (party: string, above: (party: string) => string | null | undefined): string | null => {
    const passed = new Set([party]);
    let top = party;
    for (let next = above(top); next; next = above(top)) {
      if (passed.has(next)) return null;
      passed.add(next);
      top = next;
    }
    return top;
  };
  const merged = (party: string) => climb(party, (each) => mergedInto.get(each)) ?? party;
  // Where parents go round in a circle there is no topmost one.
  return (party: string) =>
    (consolidate ? climb(party, (each) => mergedInto.get(each) ?? parents.get(each)) : null) ?? merged(party);
}

function passes(balance: Balance, filter: Asked['filter'], nameOf: (party: string) => string): boolean {
  return Object.entries(filter).every(([key, values]) => {
    const names = new Set(values.map(nameOf));
    if (key === 'party') return names.has(balance.obligor) || names.has(balance.obligee);
    if (key === 'obligor' || key === 'obligee') return names.has(balance[key]);
    return values.includes(String(valueOf(balance, key)));
  });
}

function valueOf(balance: Balance, key: string): string | null {
  if (key === 'due-year') return balance.due?.to.slice(0, 4) ?? null;
  if (key === 'due-quarter') return balance.due ? quarterOf(balance.due.to) : null;
  return balance[key as 'deal'];
}
