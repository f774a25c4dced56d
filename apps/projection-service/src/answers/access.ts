import { ROLES } from '@offtake/access/principal';
import { z } from 'zod';
import { instant, slug, text } from './parts.ts';

const role = z.enum(ROLES).meta({ id: 'Role' });

export const session = z
  .strictObject({
    principal: text,
    open: z.boolean().describe('Whether nobody has to sign in here.'),
    platformOperator: z.boolean(),
    roles: z.record(slug, role),
  })
  .meta({ id: 'Session' });

export const member = z.strictObject({ principal: text, role }).meta({ id: 'Member' });
export const members = z.strictObject({ members: z.array(member) });

export const key = z
  .strictObject({
    id: text,
    principal: text,
    name: text.nullable(),
    book: slug.nullable(),
    platformOperator: z.boolean(),
    createdBy: text.nullable(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Key' });
export const keys = z.strictObject({ keys: z.array(key) });

const deed = z.strictObject({
  id: z.int().min(1),
  at: instant,
  book: slug.nullable(),
  principal: text.nullable(),
  via: text,
  act: text,
  subject: text.nullable(),
  outcome: z.enum(['done', 'refused']),
  detail: z.record(z.string(), z.unknown()),
  requestId: text,
  address: text,
});
export const audit = z.strictObject({
  entries: z.array(deed.meta({ id: 'AuditEntry' })),
  next: z.int().nullable().describe('What `before` of the next page is; null where this one is the last.'),
});

export const checkpointKeys = z.strictObject({
  keys: z.array(z.strictObject({ key: text, publicKey: text, signs: z.boolean() }).meta({ id: 'CheckpointKey' })),
});
