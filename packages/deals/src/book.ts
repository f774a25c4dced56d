import { isZero } from './amount.ts';
import type { DealState } from './deal.ts';
import { balanceOf, type LegState, totalOf } from './leg.ts';
import type { PartyState } from './party.ts';
import { isPartyFact, type PartyFact, type PartyHistory, partyFacts } from './party-history.ts';
import { toAmount } from './quantity.ts';
import { eventsOf } from './stream.ts';

/** What a decision must know of the whole book: its parties, and its live legs by who owes whom what. */

/** A leg as the probable-duplicate rule sees it. */
export interface LiveLeg {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  /** Stated when it was announced, in millionths of the unit. */
  readonly stated: bigint;
  readonly announcedOn: string;
  readonly notDuplicateOf: readonly string[];
}

/** `pair/obligor/obligee/kind/unit`: what one party owes another in one unit. Also a guard key. */
export function pairKey(leg: Pick<LiveLeg, 'obligor' | 'obligee' | 'kind' | 'unit'>): string {
  return `pair/${leg.obligor}/${leg.obligee}/${leg.kind}/${leg.unit}`;
}

export class Book {
  #parent: Book | null;
  readonly #parties = new Map<string, PartyState | null>();
  readonly #legs = new Map<string, readonly LiveLeg[]>();
  readonly #mentions = new Map<string, number>();

  constructor(parent: Book | null = null) {
    this.#parent = parent;
  }

  /** A book that sees this one, and keeps its own changes apart until they are absorbed, or forgotten. */
  fork(): Book {
    return new Book(this);
  }

  /** Goes on above this book, which has come to hold all that this fork has seen below it. */
  onto(parent: Book): void {
    this.#parent = parent;
  }

  /** Takes over what a fork of this book has changed. */
  absorb(fork: Book): void {
    for (const [slug, party] of fork.#parties) this.#parties.set(slug, party);
    for (const [pair, legs] of fork.#legs) this.#legs.set(pair, legs);
    for (const [slug, count] of fork.#mentions) this.#mentions.set(slug, count);
  }

  party(slug: string): PartyState | null {
    return this.#parties.get(slug) ?? (this.#parties.has(slug) ? null : (this.#parent?.party(slug) ?? null));
  }

  legs(pair: string): readonly LiveLeg[] {
    return this.#legs.get(pair) ?? this.#parent?.legs(pair) ?? [];
  }

  /** How often deals, metrics, targets and other parties name this party. */
  mentions(slug: string): number {
    return this.#mentions.get(slug) ?? this.#parent?.mentions(slug) ?? 0;
  }

  dealChanged(before: DealState | null, after: DealState | null): void {
    const { gone, come } = changedLegs(before, after);
    for (const leg of gone) this.#drop(leg);
    for (const leg of come) this.#legs.set(pairKey(leg), [...this.legs(pairKey(leg)), leg]);
    for (const [old, now] of differences(before?.legs, after?.legs)) {
      this.#mention(old ? partiesOfLeg(old) : [], -1);
      this.#mention(now ? partiesOfLeg(now) : [], +1);
    }
    for (const [old, now] of differences(before?.rights, after?.rights)) {
      this.#mention(old ? [old.terms.holder, old.terms.grantor] : [], -1);
      this.#mention(now ? [now.terms.holder, now.terms.grantor] : [], +1);
    }
  }

  partyChanged(slug: string, before: PartyHistory, after: PartyHistory): void {
    if (before.state !== after.state) this.#parties.set(slug, after.state);
    const added = after.newest;
    if (added && added.earlier === before.newest && isPartyFact(added.event)) {
      this.#mention(partiesNamedBy(added.event), +1);
      return;
    }
    this.#mention(partyFacts(eventsOf(before.newest)).flatMap(partiesNamedBy), -1);
    this.#mention(partyFacts(eventsOf(after.newest)).flatMap(partiesNamedBy), +1);
  }

  #drop(leg: LiveLeg): void {
    const others = this.legs(pairKey(leg)).filter((other) => other.deal !== leg.deal || other.leg !== leg.leg);
    this.#legs.set(pairKey(leg), others);
  }

  #mention(slugs: readonly string[], by: 1 | -1): void {
    for (const slug of slugs) this.#mentions.set(slug, this.mentions(slug) + by);
  }
}

/** The legs that another leg could duplicate (all that are not wholly lapsed), as far as a change has touched them. */
export function changedLegs(before: DealState | null, after: DealState | null) {
  const gone: LiveLeg[] = [];
  const come: LiveLeg[] = [];
  for (const [old, now] of differences(before?.legs, after?.legs)) {
    if (old && now && isWordedAlike(old, now)) continue;
    const was = before && old ? liveLeg(before.deal, old) : null;
    const is = after && now ? liveLeg(after.deal, now) : null;
    if (was && is && isDeepEqual(was, is)) continue;
    if (was) gone.push(was);
    if (is) come.push(is);
  }
  return { gone, come };
}

function* differences<V>(before?: ReadonlyMap<string, V>, after?: ReadonlyMap<string, V>) {
  for (const name of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const pair = [before?.get(name), after?.get(name)] as const;
    if (pair[0] !== pair[1]) yield pair;
  }
}

/** What most changes leave as it is, amounts apart: then neither side need be worked out. */
function isWordedAlike(old: LegState, now: LegState): boolean {
  return (
    old.terms === now.terms &&
    old.obligor === now.obligor &&
    old.obligee === now.obligee &&
    old.announcedOn === now.announcedOn &&
    old.notDuplicateOf === now.notDuplicateOf &&
    isWhollyLapsed(old) === isWhollyLapsed(now)
  );
}

function isWhollyLapsed(state: LegState): boolean {
  return !isZero(balanceOf(state, 'lapsed')) && isZero(totalOf(state));
}

function liveLeg(deal: string, state: LegState): LiveLeg | null {
  if (isWhollyLapsed(state)) return null;
  const { terms, obligor, obligee, announcedOn, notDuplicateOf } = state;
  const { leg, kind, quantity } = terms;
  const { stated } = toAmount(quantity);
  return { deal, leg, obligor, obligee, kind, unit: quantity.unit, stated, announcedOn, notDuplicateOf };
}

function isDeepEqual(a: LiveLeg, b: LiveLeg): boolean {
  return (Object.keys(a) as (keyof LiveLeg)[]).every((key) => String(a[key]) === String(b[key]));
}

function partiesOfLeg(leg: LegState): readonly string[] {
  return [leg, ...leg.former].flatMap(({ obligor, obligee }) => [obligor, obligee]);
}

function partiesNamedBy({ data }: PartyFact): readonly string[] {
  if ('parties' in data) return data.parties;
  if ('into' in data) return [data.into];
  return 'parent' in data && data.parent ? [data.parent] : [];
}
