import { hash } from 'node:crypto';
import type { Command } from '@offtake/deals/command';
import { canonicalBody } from '@offtake/event-store/chain';
import type { Idempotency } from '@offtake/event-store/entry';

/** The key with the request that it stands for: the same command in other spelling is the same request. */
export function idempotencyOf(
  principal: string,
  key: string | null | undefined,
  command: Command,
  kept: Idempotency['kept'],
): Idempotency | null {
  if (key === null || key === undefined) return null;
  const request = hash('sha256', canonicalBody(command), 'buffer');
  return { principal, key, request, kept };
}
