import { isZero } from './amount.ts';
import type { DealState } from './deal.ts';
import type { Confirmation } from './facts.ts';
import { balanceOf } from './leg.ts';
import { ACCOUNTS, type Account } from './leg-terms.ts';

export const DEAL_STATES = [
  'rumoured',
  'announced',
  'signed',
  'performing',
  'lapsed',
  'completed',
  'terminated',
] as const;
export type DealStatus = (typeof DEAL_STATES)[number];

/** A deal's state is derived, never posted: the first that applies. */
export function dealStatus(deal: DealState, confirmation: Confirmation | null): DealStatus {
  if (deal.ended) return deal.ended.by;
  const held = new Set<Account>();
  for (const leg of deal.legs.values()) {
    for (const account of ACCOUNTS) if (!isZero(balanceOf(leg, account))) held.add(account);
  }
  if (held.size === 1 && held.has('lapsed')) return 'lapsed';
  if (held.has('performed')) return 'performing';
  if (deal.signed || held.has('firm')) return 'signed';
  return confirmation?.sourced ? 'announced' : 'rumoured';
}
