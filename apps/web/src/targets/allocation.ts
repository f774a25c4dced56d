import { RECONCILED, type ReconciledAccount, type ReconciliationRow } from '../api/reconciliation.ts';

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
  const allocated = RECONCILED.reduce((sum, account) => sum + Number(row[account].stated), 0);
  const whole = Math.max(total, allocated);
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

/** A part of the stated total, as a fraction; null where there is no total to be a part of. */
export function fractionOf(part: string, { total }: ReconciliationRow): string | null {
  const whole = Number(total.stated);
  return whole > 0 ? (Number(part) / whole).toFixed(6) : null;
}
