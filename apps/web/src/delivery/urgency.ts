import type { DeliveryRow } from '../api/delivery.ts';

/** What is overdue first, and longest; then what has dates; then the rest. */
export function byUrgency(a: DeliveryRow, b: DeliveryRow): number {
  return (
    b.daysOverdue - a.daysOverdue ||
    Number(b.steps.length > 0) - Number(a.steps.length > 0) ||
    (a.deal === b.deal ? (a.leg < b.leg ? -1 : 1) : a.deal < b.deal ? -1 : 1)
  );
}
