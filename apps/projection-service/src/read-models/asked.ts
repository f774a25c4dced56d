import type { DealsAsked } from '../queries/deal-states.ts';
import type { Names } from '../queries/names.ts';

/** Which obligations are asked for; for each key the values that pass, left out: all. `party` passes on either side. */
export interface Asked {
  readonly party?: readonly string[] | undefined;
  readonly deal?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly unit?: readonly string[] | undefined;
}

/** Who is asked for stands for every party that reads as the same one. */
export function dealsAsked({ deal, party }: Asked, names: Names): DealsAsked {
  return { deals: deal, parties: party?.flatMap((each) => names.members(each)) };
}

/** Whether a row passes, its parties named as they read. */
export function isAsked(
  row: { readonly obligor: string; readonly obligee: string; readonly kind: string; readonly unit: string },
  { party, kind, unit }: Asked,
  names: Names,
): boolean {
  const parties = party?.map((each) => names.nameOf(each));
  return (
    (!parties || parties.includes(row.obligor) || parties.includes(row.obligee)) &&
    (!kind || kind.includes(row.kind)) &&
    (!unit || unit.includes(row.unit))
  );
}
