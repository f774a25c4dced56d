import { ROLES } from '@offtake/access/principal';
import { slug } from '@offtake/deals/vocabulary';
import { watchSchema } from '@offtake/deals/watch';
import { z } from 'zod';
import { principalName } from './access/principal-name.ts';

/** What is answered to what is written. Nothing is parsed by these schemas: they describe the API, and tests hold it to them. */

const instant = z.iso.datetime();
const position = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const created = z
  .strictObject({ book: slug, name: z.string(), position: z.literal(0), createdAt: instant })
  .meta({ id: 'CreatedBook' });

export const recorded = z
  .strictObject({
    book: slug,
    position: z.int().min(1),
    stream: z.string(),
    version: z.int().min(1),
    event: z.uuid(),
    recordedAt: instant,
  })
  .meta({ id: 'Recorded' });
export const nothingNew = z.strictObject({ book: slug, position }).meta({ id: 'NothingNew' });

export const restored = z
  .strictObject({ book: slug, name: z.string(), position, hash, recordedAt: instant.nullable() })
  .meta({ id: 'RestoredBook' });

const line = z.int().min(1);
const totals = {
  lines: z.int(),
  recorded: z.int(),
  unchanged: z.int(),
  replayed: z.int(),
  refused: z.int(),
  position,
};
const violation = z.strictObject({
  rule: z.string(),
  path: z.string(),
  message: z.string(),
  event: z.uuid().optional().describe('The recorded event that would not be valid any more.'),
  column: z.string().optional().describe('The column of a CSV file that it comes from.'),
});
/** One line of the answer to an import. */
export const importLine = z
  .union([
    z.strictObject({ line, violations: z.array(violation).min(1) }),
    z.strictObject({
      line,
      answer: z.enum(['recorded', 'unchanged', 'replayed']),
      stream: z.string().optional(),
      version: z.int().min(1).optional(),
    }),
    z.strictObject({ progress: z.literal(true), ...totals }),
    z.strictObject({ done: z.literal(true), ...totals, nextLine: line.optional(), dryRun: z.literal(true).optional() }),
    z.strictObject({ done: z.literal(false), ...totals, nextLine: line, reason: z.string() }),
  ])
  .meta({
    id: 'ImportLine',
    description: 'One line of the answer: refused, tried in a dry run, progress, or the last.',
  });

export const membership = z
  .strictObject({ book: slug, principal: principalName, role: z.enum(ROLES) })
  .meta({ id: 'MembershipSet' });

export const madeKey = z
  .strictObject({
    id: z.string(),
    key: z.string().describe('Shown this once.'),
    principal: principalName,
    name: z.string().nullable(),
    book: slug.nullable(),
    platformOperator: z.boolean(),
    createdBy: z.string().nullable(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'MadeKey' });

export const keptWatch = z.strictObject({ watch: slug, terms: watchSchema }).meta({ id: 'KeptWatch' });
