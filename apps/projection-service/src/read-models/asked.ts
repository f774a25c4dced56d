import type { DealsAsked } from '../queries/deal-states.ts';
import type { Names } from '../queries/names.ts';

/** Which obligations are asked for; for each key the values that pass, left out: all. `party` passes on either side. */
export interface Asked {
  readonly obligor?: readonly string[] | undefined;
  readonly obligee?: readonly string[] | undefined;
  readonly party?: readonly string[] | undefined;
  readonly deal?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly unit?: readonly string[] | undefined;
}

/** Who is asked for stands for every party that reads as the same one. */
export function dealsAsked({ deal, party, obligor, obligee }: Asked, names: Names): DealsAsked {
  const one = party ?? obligor ?? obligee;
  return { deals: deal, parties: one?.flatMap((each) => names.members(each)) };
}

/** Whether a row passes, its parties named as they read. */
export function isAsked(
  row: { readonly obligor: string; readonly obligee: string; readonly kind: string; readonly unit: string },
  { party, obligor, obligee, kind, unit }: Asked,
  names: Names,
): boolean {
  const among = (asked: readonly string[] | undefined, side: string) => {
    return !asked || asked.some((each) => names.nameOf(each) === side);
  };
  return (
    (among(party, row.obligor) || among(party, row.obligee)) &&
    among(obligor, row.obligor) &&
    among(obligee, row.obligee) &&
    (!kind || kind.includes(row.kind)) &&
    (!unit || unit.includes(row.unit))
  );
}
