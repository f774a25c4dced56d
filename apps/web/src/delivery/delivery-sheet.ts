import type { DeliveryRow, DeliveryStep } from '../api/delivery.ts';
import { type Sheet, sheetOf } from '../export/sheet.ts';
import { byUrgency } from './urgency.ts';

/** Each step of each leg beside what the leg comes to; a leg without steps has one row. */
export function deliverySheet(legs: readonly DeliveryRow[]): Sheet {
  const rows = legs
    .toSorted(byUrgency)
    .flatMap((leg): { leg: DeliveryRow; step: DeliveryStep | null }[] =>
      leg.steps.length === 0 ? [{ leg, step: null }] : leg.steps.map((step) => ({ leg, step })),
    );
  return sheetOf('delivery', rows, {
    deal: ({ leg }) => leg.deal,
    leg: ({ leg }) => leg.leg,
    obligor: ({ leg }) => leg.obligor,
    obligee: ({ leg }) => leg.obligee,
    kind: ({ leg }) => leg.kind,
    unit: ({ leg }) => leg.unit,
    dueFrom: ({ step }) => step?.due.from,
    dueTo: ({ step }) => step?.due.to,
    quantity: ({ step }) => step?.quantity,
    performed: ({ step }) => step?.performed,
    overdue: ({ step }) => step?.overdue,
    daysOverdue: ({ step }) => step?.daysOverdue,
    legPerformed: ({ leg }) => leg.performed,
    legScheduled: ({ leg }) => leg.scheduled,
    legOverdue: ({ leg }) => leg.overdue,
    legUnstated: ({ leg }) => leg.unstated,
  });
}
