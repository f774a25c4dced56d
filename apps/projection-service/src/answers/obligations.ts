import { PARTY_EVENTS } from '@offtake/deals/events';
import { PERIODS } from '@offtake/exposure/calendar';
import { WATERFALL } from '@offtake/exposure/firmness';
import { CALENDAR_KINDS } from '@offtake/exposure/rights-calendar';
import { z } from 'zod';
import {
  AMOUNT,
  account,
  amount,
  count,
  day,
  decimal,
  disputed,
  due,
  eventId,
  internalLegs,
  kind,
  PAIR,
  PLACE,
  slug,
  text,
  unit,
} from './parts.ts';

const window = z.strictObject({ from: day, to: day });
const internal = internalLegs.optional();

const firmnessRow = z
  .strictObject({
    kind,
    unit,
    headline: amount,
    firmness: decimal.nullable(),
    accounts: z.record(account, amount),
    waterfall: z.array(z.strictObject({ step: z.enum(WATERFALL), ...AMOUNT, left: decimal })),
    disputed,
  })
  .meta({ id: 'FirmnessRow' });
export const firmness = z.strictObject({ ...PLACE, rows: z.array(firmnessRow), internal }).meta({ id: 'Firmness' });

const step = z.strictObject({
  due,
  quantity: decimal.nullable(),
  performed: decimal,
  overdue: decimal,
  daysOverdue: count,
});
const deliveryRow = z
  .strictObject({
    deal: slug,
    leg: slug,
    kind,
    unit,
    ...PAIR,
    performed: decimal,
    scheduled: decimal.nullable(),
    ratio: decimal.nullable(),
    overdue: decimal.describe('Of what is stated.'),
    overdueLow: decimal,
    overdueHigh: decimal.nullable().describe('null: unbounded.'),
    daysOverdue: count,
    unstated: count,
    steps: z.array(step),
    disputed,
  })
  .meta({ id: 'DeliveryRow' });
const deliveryTotal = z
  .strictObject({
    kind,
    unit,
    performed: decimal,
    performedUndated: decimal,
    scheduled: decimal,
    ratio: decimal.nullable(),
    overdue: decimal,
    unstated: count,
    disputed,
  })
  .meta({ id: 'DeliveryTotal' });
export const delivery = z
  .strictObject({ ...PLACE, today: day, rows: z.array(deliveryRow), totals: z.array(deliveryTotal) })
  .meta({ id: 'Delivery' });

const runoffRow = z
  .strictObject({
    side: z.enum(['obligor', 'obligee']).optional(),
    kind,
    unit,
    periods: z.array(z.strictObject({ period: text, ...AMOUNT, assumed: decimal, disputed })),
    wall: z.strictObject({ period: text, stated: decimal }).nullable(),
    undated: amount.nullable(),
    disputed,
  })
  .meta({ id: 'RunoffRow' });
export const runoff = z
  .strictObject({ ...PLACE, today: day, by: z.enum(PERIODS), rows: z.array(runoffRow), internal })
  .meta({ id: 'Runoff' });

const metric = z
  .strictObject({
    value: decimal.nullable(),
    low: decimal,
    high: decimal.nullable(),
    event: eventId,
    effectiveOn: day,
    period: text.nullable(),
    disputed,
  })
  .meta({ id: 'CoverageMetric' });
const interval = z
  .strictObject({ low: decimal, stated: decimal.nullable(), high: decimal.nullable() })
  .meta({ id: 'RatioInterval' });
const coverageRow = z
  .strictObject({
    unit,
    payments: amount,
    undated: amount.nullable(),
    past: amount.nullable(),
    runRate: metric.nullable(),
    cash: metric.nullable(),
    undrawnFacilities: metric.nullable(),
    ratio: interval.nullable(),
    withLiquidity: interval.nullable(),
    disputed,
  })
  .meta({ id: 'CoverageRow' });
export const coverage = z
  .strictObject({ ...PLACE, party: slug, window, rows: z.array(coverageRow) })
  .meta({ id: 'Coverage' });

const { counts, horizon } = PARTY_EVENTS.TargetStated.shape;
const PARTS = { performed: amount, firm: amount, conditional: amount, option: amount, intent: amount };
const reconciled = z.strictObject({ deal: slug, leg: slug, kind, ...PAIR, ...PARTS, disputed });
const reconciliationRow = z
  .strictObject({
    unit,
    counts: counts.unwrap(),
    total: amount,
    ...PARTS,
    rest: decimal.nullable(),
    overAllocated: z.boolean(),
    legs: z.array(reconciled.meta({ id: 'ReconciledLeg' })),
    disputed,
  })
  .meta({ id: 'ReconciliationRow' });
export const reconciliation = z
  .strictObject({
    ...PLACE,
    target: slug,
    title: text,
    parties: z.array(slug),
    horizon,
    counts,
    event: eventId,
    announcedOn: day,
    effectiveOn: day,
    rows: z.array(reconciliationRow),
    disputed,
  })
  .meta({ id: 'Reconciliation' });

const calendarEntry = z
  .strictObject({
    date: day.nullable(),
    kind: z.enum(CALENDAR_KINDS),
    deal: slug,
    right: slug.optional(),
    leg: slug.optional(),
    legKind: kind.optional(),
    holder: slug,
    grantor: slug,
    scope: text.optional(),
    from: day.nullable(),
    to: day.nullable(),
    endedOn: day.nullable(),
    noticeDays: count.optional(),
    state: z.enum(['upcoming', 'open', 'past', 'ended']),
    unit: unit.optional(),
    low: decimal.optional(),
    stated: decimal.optional(),
    high: decimal.nullish(),
    unstated: count.optional(),
    disputed,
  })
  .meta({ id: 'CalendarEntry' });
export const rights = z.strictObject({ ...PLACE, today: day, entries: z.array(calendarEntry) }).meta({ id: 'Rights' });
