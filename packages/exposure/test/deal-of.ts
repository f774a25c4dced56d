import type { DealState } from '@offtake/deals/deal';
import { enter, type LegState } from '@offtake/deals/leg';
import { type LegTerms, legSchema, type RightTerms } from '@offtake/deals/leg-terms';

/** A deal as it was announced, in the few words that a test of what is computed from it needs. */
export function dealOf(
  deal: string,
  legs: readonly (Partial<LegTerms> | LegState)[],
  rights: readonly RightTerms[] = [],
): DealState {
  return {
    deal,
    title: deal,
    announcedOn: '2026-01-01',
    effectiveOn: '2026-01-01',
    legs: new Map(legs.map((leg, i) => [`leg-${i + 1}`, 'balances' in leg ? leg : legOf(leg)])),
    rights: new Map(rights.map((terms) => [terms.id, { terms, endedOn: null }])),
    signed: false,
    ended: null,
  };
}

/** A firm payment of USD 50 from OpenAI to Oracle, as far as nothing else is said. */
export function legOf(terms: Partial<LegTerms> = {}): LegState {
  const parties = { obligor: 'openai', obligee: 'oracle' };
  const common = { leg: 'leg', kind: 'payment', binding: 'firm', quantity: usd('50') };
  return enter(legSchema.parse({ ...common, ...parties, ...terms }), '2026-01-01');
}

export function usd(value: string) {
  return { qualifier: 'exact', value, unit: 'USD' } as const;
}
