import { z } from 'zod';
import {
  AMOUNT,
  amount,
  day,
  decimal,
  disputed,
  internalLegs,
  kind,
  marked,
  PAIR,
  PLACE,
  slug,
  text,
  unit,
} from './parts.ts';

const share = z
  .strictObject({ party: slug, ...AMOUNT, share: decimal.nullable(), disputed })
  .meta({ id: 'ConcentrationShare' });
export const concentration = z
  .strictObject({
    ...PLACE,
    party: slug.nullable(),
    side: z.enum(['obligor', 'obligee']),
    kind,
    unit,
    shares: z.array(share),
    total: amount,
    hhi: decimal.nullable(),
    effectiveNumber: decimal.nullable(),
    top1: decimal.nullable(),
    top3: decimal.nullable(),
    internal: internalLegs,
  })
  .meta({ id: 'Concentration' });

const edge = z.strictObject({ ...PAIR, kind, unit, ...AMOUNT, disputed }).meta({ id: 'FlowEdge' });
const cycle = z
  .strictObject({
    parties: z.array(slug),
    value: decimal.nullable(),
    edges: z.array(z.strictObject({ ...PAIR, kind, unit, stated: decimal })),
  })
  .meta({ id: 'FlowCycle' });
export const flows = z
  .strictObject({
    ...PLACE,
    unit,
    edges: z.array(edge),
    cycles: z.array(cycle),
    truncated: marked,
    gross: decimal,
    net: z.array(z.strictObject({ party: slug, net: decimal })),
    circularity: decimal.nullable(),
    passThrough: decimal.nullable(),
    internal: internalLegs,
  })
  .meta({ id: 'Flows' });

const stressed = z
  .strictObject({
    party: slug,
    assets: decimal.nullable(),
    owed: decimal,
    pays: decimal,
    exact: text.nullable().describe('`pays` as a fraction; null where that is too long.'),
    receives: decimal,
    shortfall: decimal,
    defaults: z.boolean(),
    round: z.int().min(1).nullable(),
  })
  .meta({ id: 'StressedParty' });
const excluded = z
  .strictObject({
    deal: slug,
    leg: slug,
    ...PAIR,
    kind,
    unit,
    ...AMOUNT,
    disputed,
    why: z.enum(['undated', 'unstated', 'past']),
  })
  .meta({ id: 'ExcludedLeg' });
export const stress = z
  .strictObject({
    ...PLACE,
    unit,
    months: z.int(),
    kinds: z.array(kind),
    window: z.strictObject({ from: day, to: day }),
    parties: z.array(stressed),
    payments: z.array(z.strictObject({ ...PAIR, owed: decimal, pays: decimal, disputed })),
    rounds: z.array(z.array(slug)),
    excluded: z.array(excluded),
    internal: internalLegs,
  })
  .meta({ id: 'StressOutcome' });
