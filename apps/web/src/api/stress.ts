import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import { queryOf, retryTransient } from './reads.ts';
import { request } from './request.ts';
import type { LegKind, Read } from './shapes.ts';

/** What happens when some do not pay: asked by a POST that writes nothing. Amounts are decimal strings in one unit. */

export type ShockBody =
  | { readonly party: string; readonly paysFraction: string }
  | { readonly deal: string; readonly slipQuarters: number }
  | { readonly earliestExit: true };

export interface StressBody {
  readonly unit: string;
  readonly months: number;
  readonly kinds: readonly LegKind[];
  readonly shocks: readonly ShockBody[];
  readonly assets: Readonly<Record<string, string>>;
  readonly alpha: string;
  readonly beta: string;
}

export interface StressedParty {
  readonly party: string;
  /** null where it is not known, and the party owes nothing. */
  readonly assets: string | null;
  readonly owed: string;
  readonly pays: string;
  /** What it pays as a fraction: exact, where the decimal is rounded. null where that is too long to read. */
  readonly exact: string | null;
  readonly receives: string;
  readonly shortfall: string;
  readonly defaults: boolean;
  /** The round in which it fails; null where it does not. */
  readonly round: number | null;
}
export interface ClearingPayment {
  readonly obligor: string;
  readonly obligee: string;
  readonly owed: string;
  readonly pays: string;
}
export interface StressedLeg extends AmountRow {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind?: LegKind;
  readonly unit: string;
  readonly disputed?: boolean;
}
export interface ExcludedLeg extends StressedLeg {
  readonly why: 'undated' | 'unstated' | 'past';
}
export interface Stress extends Read {
  readonly unit: string;
  readonly months: number;
  readonly kinds: readonly LegKind[];
  readonly window: { readonly from: string; readonly to: string };
  readonly parties: readonly StressedParty[];
  readonly payments: readonly ClearingPayment[];
  readonly rounds: readonly (readonly string[])[];
  readonly excluded: readonly ExcludedLeg[];
  readonly internal: readonly StressedLeg[];
}

export const stressRead = (book: string, at: Coordinates, body: StressBody) =>
  queryOptions({
    queryKey: ['book', book, 'stress', at, body],
    queryFn: ({ signal }) =>
      request<Stress>(`/api/books/${book}/stress${queryOf(book, at)}`, { method: 'POST', body, signal }),
    placeholderData: keepPreviousData,
    retry: retryTransient,
  });
