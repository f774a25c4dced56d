import {
  RECONCILED,
  type ReconciledAccount,
  type ReconciledLeg,
  type ReconciliationRow,
} from '../api/reconciliation.ts';
import { sumRows } from '../numbers/sum-rows.ts';
import { type Whisker, whiskerOf } from '../pictures/whisker.ts';

/** How a target's total divides, as it is drawn: percent of the target, or of what the legs come to where that is more. */
export interface Allocation {
  readonly parts: readonly { readonly account: ReconciledAccount; readonly from: number; readonly width: number }[];
  /** What no leg stands for. */
  readonly rest: number;
  /** Where the target lies: 100 unless more is allocated. */
  readonly target: number;
}

export function allocationOf(row: ReconciliationRow): Allocation {
  const total = Number(row.total.stated);
  const whole = wholeOf(row);
  if (whole === 0) return { parts: [], rest: 0, target: 100 };
  let from = 0;
  const parts = RECONCILED.flatMap((account) => {
    const width = (Number(row[account].stated) / whole) * 100;
    const part = { account, from, width };
    from += width;
    return width > 0 ? [part] : [];
  });
  const isUnknown = row.rest === null;
  return { parts, rest: isUnknown ? 0 : Math.max(0, 100 - from), target: isUnknown ? 100 : (total / whole) * 100 };
}

/** What one leg adds to one account of the bar. */
export interface LegPiece {
  readonly key: string;
  readonly account: ReconciledAccount;
  readonly leg: ReconciledLeg;
  readonly from: number;
  /** 0 where the leg states no figure. */
  readonly width: number;
}

/** The bar leg by leg: the surest account first, in it the largest leg first, at last what is undisclosed. */
export function piecesOf(row: ReconciliationRow): readonly LegPiece[] {
  const whole = wholeOf(row);
  let from = 0;
  return RECONCILED.flatMap((account) => {
    const size = (leg: ReconciledLeg) => Number(leg[account].stated);
    const held = row.legs.filter((leg) => size(leg) > 0 || leg[account].unstated > 0 || leg[account].low !== '0');
    return held
      .toSorted((a, b) => size(b) - size(a))
      .map((leg): LegPiece => {
        const width = whole === 0 ? 0 : (size(leg) / whole) * 100;
        const piece = {
          key: `${account}/${leg.deal}/${leg.leg}/${leg.obligor}/${leg.obligee}`,
          account,
          leg,
          from,
          width,
        };
        from += width;
        return piece;
      });
  });
}

/** How much the legs may come to, all of them. */
export function legsWhisker(row: ReconciliationRow): Whisker | null {
  return whiskerOf(sumRows(RECONCILED.map((account) => row[account])), wholeOf(row));
}

/** What the length of the bar stands for. */
function wholeOf(row: ReconciliationRow): number {
  const allocated = RECONCILED.reduce((sum, account) => sum + Number(row[account].stated), 0);
  return Math.max(Number(row.total.stated), allocated);
}

/** A part of the stated total, as a fraction; null where there is no total to be a part of. */
export function fractionOf(part: string, { total }: ReconciliationRow): string | null {
  const whole = Number(total.stated);
  return whole > 0 ? (Number(part) / whole).toFixed(6) : null;
}
