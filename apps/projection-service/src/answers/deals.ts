import { DEAL_STATES } from '@offtake/deals/deal-status';
import { BINDINGS, legSchema, rightSchema } from '@offtake/deals/leg-terms';
import { z } from 'zod';
import { data } from './events.ts';
import { posting } from './exposures.ts';
import {
  AMOUNT,
  account,
  count,
  day,
  disputed,
  due,
  eventId,
  evidence,
  instant,
  kind,
  PAIR,
  PLACE,
  position,
  recordedAs,
  slug,
  text,
  unit,
  version,
} from './parts.ts';

const DEAL = {
  deal: slug,
  title: text,
  state: z.enum(DEAL_STATES),
  flags: z.strictObject({ disputed: z.boolean(), overdue: z.boolean() }),
  leftAside: z.array(eventId).optional().describe('Disputed events whose other version does not fold.'),
  announcedOn: day,
  lastConfirmedOn: day,
  version,
};
const totals = z.array(z.strictObject({ kind, unit, account, ...AMOUNT }));
const register = z.strictObject({ ...DEAL, parties: z.array(slug), legs: count, totals }).meta({ id: 'DealRow' });
export const deals = z.strictObject({ ...PLACE, deals: z.array(register) }).meta({ id: 'Deals' });

const { term, schedule, conditions, window, exit } = legSchema.shape;
const leg = z
  .strictObject({
    leg: slug,
    kind,
    ...PAIR,
    recordedAs,
    unit,
    product: text.optional(),
    term,
    schedule,
    conditions,
    window,
    exit,
    binding: z.enum(BINDINGS),
    home: account,
    ended: z.boolean(),
    conditionMet: z.boolean(),
    announcedOn: day,
    accounts: z.array(z.strictObject({ account, ...PAIR, due: due.optional(), ...AMOUNT })),
    total: z.strictObject({ ...AMOUNT, unit }).describe('As `previous` of a replacement echoes it.'),
    disputed,
  })
  .meta({ id: 'TermSheetLeg' });
const right = rightSchema.extend({ ended: day.nullable() }).meta({ id: 'TermSheetRight' });
const source = evidence.extend({ event: eventId, type: text, announcedOn: day }).meta({ id: 'EvidenceOfEvent' });
export const deal = z
  .strictObject({
    ...PLACE,
    ...DEAL,
    effectiveOn: day,
    legs: z.array(leg),
    rights: z.array(right),
    evidence: z.array(source),
  })
  .meta({ id: 'Deal' });

const STATUSES = [
  'in-force',
  'corrected',
  'disputed',
  'retracted',
  'correction',
  'retraction',
  'dispute',
  'ruling',
] as const;
const ENTRY = {
  event: eventId,
  position,
  stream: text,
  version,
  type: text,
  announcedOn: day,
  effectiveOn: day,
  recordedAt: instant,
  actor: text,
  status: z.enum(STATUSES),
  disputed,
  names: eventId.optional().describe('The event that it is about.'),
  reason: text.optional(),
  evidence: z.array(evidence),
  data,
  changes: z.array(
    z
      .strictObject({ path: text, before: z.unknown(), after: z.unknown() })
      .meta({ id: 'FieldChange', description: 'Field by field, by JSON Pointer; null: not there.' }),
  ),
};
export const entry = z.strictObject(ENTRY).meta({ id: 'HistoryEntry' });
const dealEntry = z.strictObject({ ...ENTRY, postings: z.array(posting) }).meta({ id: 'DealHistoryEntry' });
export const dealHistory = z
  .strictObject({ ...PLACE, deal: slug, entries: z.array(dealEntry) })
  .meta({ id: 'DealHistory' });
