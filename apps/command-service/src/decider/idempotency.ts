import { createHash } from 'node:crypto';
import type { Command } from '@offtake/deals/command';
import type { Idempotency } from '@offtake/event-store/entry';
import { canonicalRecord } from './canonical-record.ts';

/** The key with the request that it stands for: the same command in other spelling is the same request. */
export function idempotencyOf(
  principal: string,
  key: string | null | undefined,
  command: Command,
  kept: Idempotency['kept'],
): Idempotency | null {
  if (key === null || key === undefined) return null;
  const request = createHash('sha256').update(canonicalRecord(command)).digest();
  return { principal, key, request, kept };
}
