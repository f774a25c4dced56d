import { formatDecimal, parseDecimal } from '@offtake/deals/amount';
import { LEG_KINDS, type LegKind } from '@offtake/deals/units';
import type { ShockBody, StressBody } from '../api/stress.ts';
import type { UrlState } from '../app/url-state.ts';

/** What a stress supposes, as the URL keeps it: `shocks=pays:coreweave:0.5,slips:openai-oracle:2,exit`. */

export type Shock =
  | { readonly is: 'pays'; readonly party: string; readonly share: string }
  | { readonly is: 'slips'; readonly deal: string; readonly quarters: string }
  | { readonly is: 'exit' };

export const DEFAULT_KINDS: readonly LegKind[] = ['payment', 'loan'];
export const DEFAULT_MONTHS = 12;
const ALL_OF_IT = '1';

export function parseShocks(text: string | undefined): readonly Shock[] {
  return partsOf(text).flatMap((part): readonly Shock[] => {
    const [is, about = '', size = ''] = part.split(':');
    if (is === 'exit') return [{ is }];
    if (is === 'pays') return [{ is, party: about, share: size }];
    return is === 'slips' ? [{ is, deal: about, quarters: size }] : [];
  });
}

export function printShocks(shocks: readonly Shock[]): string | undefined {
  const parts = shocks.map((shock) => {
    if (shock.is === 'exit') return 'exit';
    return shock.is === 'pays' ? `pays:${shock.party}:${shock.share}` : `slips:${shock.deal}:${shock.quarters}`;
  });
  return parts.join(',') || undefined;
}

/** What each party has beside what it is owed: `openai:20000000000,oracle:5`. */
export function parseAssets(text: string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    partsOf(text).flatMap((part) => {
      const [party = '', amount = ''] = part.split(':');
      return party && amount ? [[party, amount]] : [];
    }),
  );
}

export function printAssets(assets: Readonly<Record<string, string>>): string | undefined {
  const given = Object.entries(assets).filter(([, amount]) => amount !== '');
  return given.map(([party, amount]) => `${party}:${amount}`).join(',') || undefined;
}

export function parseKinds(text: string | undefined): readonly LegKind[] {
  const kinds = LEG_KINDS.filter((kind) => partsOf(text).includes(kind));
  return kinds.length > 0 ? kinds : DEFAULT_KINDS;
}

export function printKinds(kinds: readonly LegKind[]): string | undefined {
  const isDefault = kinds.length === DEFAULT_KINDS.length && DEFAULT_KINDS.every((kind) => kinds.includes(kind));
  return isDefault ? undefined : LEG_KINDS.filter((kind) => kinds.includes(kind)).join(',') || undefined;
}

const AMOUNT = /^(0|[1-9]\d{0,17})(\.\d{1,6})?$/;
const FRACTION = /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/;
const QUARTERS = /^[1-9]\d{0,2}$/;

export const isAmountText = (text: string): boolean => AMOUNT.test(text);

/** A percentage as it is typed, as the share of one that is asked for; null where it is none. */
export function shareOfPercent(text: string): string | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return null;
  const share = formatDecimal(parseDecimal(text) / 100n);
  return FRACTION.test(share) ? share : null;
}

/** A share of one as a percentage: "0.125" → "12.5". */
export function percentOfShare(share: string): string {
  return FRACTION.test(share) ? formatDecimal(parseDecimal(share) * 100n) : '';
}

/** What is asked of the server. What is not filled in yet, or not in its form, is left out. */
export function bodyOf(state: UrlState, unit: string): StressBody {
  const assets = Object.entries(parseAssets(state.assets)).filter(([, amount]) => isAmountText(amount));
  return {
    unit,
    months: Number(state.months ?? DEFAULT_MONTHS),
    kinds: parseKinds(state.kinds),
    shocks: parseShocks(state.shocks).flatMap(shockBody),
    assets: Object.fromEntries(assets),
    alpha: state.alpha ?? ALL_OF_IT,
    beta: state.beta ?? ALL_OF_IT,
  };
}

/** Which of the shocks that were sent each one is: an unfinished one was not, and is none. */
export function sentAs(shocks: readonly Shock[], i: number): number | null {
  const shock = shocks[i];
  if (!shock || shockBody(shock).length === 0) return null;
  return shocks.slice(0, i).flatMap(shockBody).length;
}

function shockBody(shock: Shock): readonly ShockBody[] {
  if (shock.is === 'exit') return [{ earliestExit: true }];
  if (shock.is === 'pays') {
    return shock.party && FRACTION.test(shock.share) ? [{ party: shock.party, paysFraction: shock.share }] : [];
  }
  return shock.deal && QUARTERS.test(shock.quarters)
    ? [{ deal: shock.deal, slipQuarters: Number(shock.quarters) }]
    : [];
}

const partsOf = (text: string | undefined): readonly string[] => (text ?? '').split(',').filter(Boolean);
