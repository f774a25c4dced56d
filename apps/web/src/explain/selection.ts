import type { Account } from '@offtake/deals/leg-terms';
import { LEG_KINDS, type LegKind } from '@offtake/deals/units';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';

/** Which number is explained. What is left out is summed over. */
export interface Selection {
  readonly kind: LegKind;
  readonly unit: string;
  readonly account?: Account;
  readonly obligor?: string;
  readonly obligee?: string;
  readonly deal?: string;
  readonly leg?: string;
}

const ALL = '*';

/** `payment/USD/firm/openai/oracle`, with `*` for what is summed over; for one leg of one deal `/deal/leg` follows. */
export function printSelection({ kind, unit, account, obligor, obligee, deal, leg }: Selection): string {
  const ofLeg = deal ? [deal, leg ?? ALL] : [];
  return [kind, unit, account ?? ALL, obligor ?? ALL, obligee ?? ALL, ...ofLeg].join('/');
}

export function parseSelection(text: string | undefined): Selection | null {
  const [kind, unit, account, obligor, obligee, deal, leg] = (text ?? '').split('/');
  if (!isOneOf(LEG_KINDS, kind) || !unit) return null;
  return {
    kind,
    unit,
    ...(isOneOf(ACCOUNTS_BY_CERTAINTY, account) ? { account } : {}),
    ...(obligor && obligor !== ALL ? { obligor } : {}),
    ...(obligee && obligee !== ALL ? { obligee } : {}),
    ...(deal && deal !== ALL ? { deal } : {}),
    ...(leg && leg !== ALL ? { leg } : {}),
  };
}

function isOneOf<T extends string>(choices: readonly T[], text: string | undefined): text is T {
  return (choices as readonly (string | undefined)[]).includes(text);
}
