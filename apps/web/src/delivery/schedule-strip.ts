import type { DeliveryRow, DeliveryStep } from '../api/delivery.ts';

/** A leg's steps laid end to end, as they are drawn: widths in percent of all that is stated of them. */
export interface Piece {
  readonly state: 'performed' | 'overdue' | 'due';
  readonly from: number;
  readonly width: number;
}

export function piecesOf(steps: readonly DeliveryStep[]): readonly Piece[] {
  const whole = steps.reduce((sum, { quantity }) => sum + Number(quantity ?? 0), 0);
  if (whole === 0) return [];
  let from = 0;
  return steps.flatMap(({ quantity, performed, overdue }) => {
    const open = Number(quantity ?? 0) - Number(performed) - Number(overdue);
    const parts = [
      { state: 'performed', size: Number(performed) },
      { state: 'overdue', size: Number(overdue) },
      { state: 'due', size: open },
    ] as const;
    return parts.flatMap(({ state, size }): Piece[] => {
      if (size <= 0) return [];
      const piece = { state, from, width: (size / whole) * 100 };
      from += piece.width;
      return [piece];
    });
  });
}

/** Where today lies on the strip: behind all that was due until now; null where nothing is stated. */
export function todayOn({ steps, scheduled }: Pick<DeliveryRow, 'steps' | 'scheduled'>): number | null {
  const whole = steps.reduce((sum, { quantity }) => sum + Number(quantity ?? 0), 0);
  return whole === 0 || scheduled === null ? null : Math.min(100, (Number(scheduled) / whole) * 100);
}

/** What is overdue first, and longest; then what has dates; then the rest. */
export function byUrgency(a: DeliveryRow, b: DeliveryRow): number {
  return (
    b.daysOverdue - a.daysOverdue ||
    Number(b.steps.length > 0) - Number(a.steps.length > 0) ||
    (a.deal === b.deal ? (a.leg < b.leg ? -1 : 1) : a.deal < b.deal ? -1 : 1)
  );
}
