import { ACCOUNTS, type Account } from '@offtake/deals/account';
import { type Amount, add, isZero, type PrintedAmount, printAmount, subtract, ZERO } from '@offtake/deals/amount';
import { printRatio, ratio } from './rational.ts';

/** What stands in one account. */
export interface AccountBalance {
  readonly kind: string;
  readonly unit: string;
  readonly account: Account;
  readonly amount: Amount;
  /** An open dispute touches it. */
  readonly disputed?: boolean | undefined;
}

/** The path from what was announced to what is still owed for sure: what each step takes away, and what is left. */
export const WATERFALL = ['headline', 'intent', 'option', 'conditional', 'performed', 'firm'] as const;
export type WaterfallStep = PrintedAmount & {
  readonly step: (typeof WATERFALL)[number];
  /** What is stated of the headline after this step; after the last one, what is firm. */
  readonly left: string;
};

export interface FirmnessRow {
  readonly kind: string;
  readonly unit: string;
  /** All accounts but lapsed. */
  readonly headline: PrintedAmount;
  /** (firm + performed) / headline, of what is stated; null where the headline states nothing. */
  readonly firmness: string | null;
  readonly accounts: Readonly<Record<Account, PrintedAmount>>;
  readonly waterfall: readonly WaterfallStep[];
  /** An open dispute touches one of the accounts; left out where none does. */
  readonly disputed?: true;
}

/**
 * Headline, firmness and the waterfall of each kind and unit, sorted by both. Amounts in the unit, decimal strings;
 * firmness is a fraction, rounded to 6 decimals only here.
 */
export function firmnessOf(balances: readonly AccountBalance[]): readonly FirmnessRow[] {
  const groups = Map.groupBy(balances, ({ kind, unit }) => `${kind} ${unit}`);
  return [...groups.values()].flatMap(firmnessOfGroup).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function firmnessOfGroup(balances: readonly AccountBalance[]): readonly FirmnessRow[] {
  const entries = ACCOUNTS.map((account) => [account, sumOf(balances, account)]);
  const accounts = Object.fromEntries(entries) as Record<Account, Amount>;
  const { intent, option, conditional, firm, performed, lapsed } = accounts;
  const [first] = balances;
  const headline = [intent, option, conditional, firm, performed].reduce(add, ZERO);
  if (!first || (isZero(headline) && isZero(lapsed))) return [];
  const taken = { headline: ZERO, intent, option, conditional, performed, firm: ZERO };
  let left = headline;
  const waterfall = WATERFALL.map((step): WaterfallStep => {
    left = subtract(left, taken[step]);
    const amount = step === 'headline' ? headline : step === 'firm' ? firm : taken[step];
    return { step, ...printAmount(amount), left: printAmount(left).stated };
  });
  return [
    {
      kind: first.kind,
      unit: first.unit,
      headline: printAmount(headline),
      firmness: headline.stated === 0n ? null : printRatio(ratio(firm.stated + performed.stated, headline.stated)),
      accounts: printAccounts(accounts),
      waterfall,
      ...(balances.some(({ disputed }) => disputed) ? { disputed: true } : {}),
    },
  ];
}

function sumOf(balances: readonly AccountBalance[], account: Account): Amount {
  return balances.filter((each) => each.account === account).reduce((sum, { amount }) => add(sum, amount), ZERO);
}

function printAccounts(amounts: Record<Account, Amount>): Record<Account, PrintedAmount> {
  const printed = ACCOUNTS.map((account) => [account, printAmount(amounts[account])]);
  return Object.fromEntries(printed) as Record<Account, PrintedAmount>;
}

function keyOf({ kind, unit }: FirmnessRow): string {
  return `${kind} ${unit}`;
}
