import type { StreamEvent } from '@offtake/deals/recorded-event';
import { SCHEMA_VERSION } from '@offtake/deals/upcasters';
import { canonicalBody } from '@offtake/event-store/chain';

/** Who recorded an event, and in the course of which request. */
export interface Origin {
  readonly actor: string;
  readonly correlationId: string;
}

/** The text that is stored, hashed and published: everything of an event that does not say its place in the book. */
export function bodyOf(event: StreamEvent, { actor, correlationId }: Origin): string {
  const { data, announcedOn, effectiveOn, evidence, reason } = event;
  return canonicalBody({
    actor,
    announcedOn,
    causationId: null,
    correlationId,
    data,
    effectiveOn,
    evidence,
    ...(reason === undefined ? {} : { reason }),
    schemaVersion: SCHEMA_VERSION,
  });
}
