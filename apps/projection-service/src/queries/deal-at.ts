import { foldAlternative } from '@offtake/deals/alternative';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { type DealStatus, dealStatus } from '@offtake/deals/deal-status';
import { type Confirmation, confirmationOf, openDisputesIn } from '@offtake/deals/facts';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { cellsOf } from '@offtake/exposure/postings';
import type { Place } from './place.ts';

/** One deal at coordinates: its facts recorded by knownAt and effective by validAt, folded in the reading asked for. */
export interface DealAt {
  readonly state: DealState;
  readonly status: DealStatus;
  readonly confirmation: Confirmation | null;
  /** Of the stream, at knownAt. */
  readonly version: number;
  /** The events in effect that are disputed, and not ruled on. */
  readonly disputed: ReadonlySet<string>;
  /** Disputed events whose other version does not fold: either reading has them as recorded. */
  readonly leftAside: readonly string[];
}

/** Null where there is no such deal at these coordinates. `events` are its stream up to the place. */
export function foldDeal(
  events: readonly RecordedEvent[],
  { validAt, reading }: Pick<Place, 'validAt' | 'reading'>,
): DealAt | null {
  const facts = dealFacts(events).filter(({ effectiveOn }) => validAt === null || effectiveOn <= validAt);
  const alternative = foldAlternative(events, validAt ?? undefined);
  const state = reading === 'alternative' && alternative ? alternative.state : fold(facts);
  if (isMisfit(state)) throw new Error(`${state.fact.event} does not fold: ${state.refusal.message}`);
  if (!state) return null;
  const inEffect = new Set(facts.map(({ event }) => event));
  const confirmation = confirmationOf(events);
  return {
    state,
    status: dealStatus(state, confirmation),
    confirmation,
    version: events.at(-1)?.version ?? 0,
    disputed: new Set([...openDisputesIn(events).keys()].filter((event) => inEffect.has(event))),
    leftAside: alternative?.leftAside.filter((event) => inEffect.has(event)) ?? [],
  };
}

/** Everybody who owes or is owed something in it, or holds or grants a right, sorted. */
export function partiesOf({ legs, rights }: DealState): readonly string[] {
  const parties = new Set<string>();
  for (const { obligor, obligee, former } of legs.values()) {
    for (const pair of [{ obligor, obligee }, ...former]) parties.add(pair.obligor).add(pair.obligee);
  }
  for (const { terms } of rights.values()) parties.add(terms.holder).add(terms.grantor);
  return [...parties].sort();
}

/** Whether a firm part was due before `today`. */
export function isOverdue({ legs }: DealState, today: string): boolean {
  return [...legs.values()].some((leg) => cellsOf(leg).some(({ due }) => due !== undefined && due.to < today));
}
