import { SCHEMA_VERSION, type StreamEvent } from '@offtake/deals/recorded-event';
import { canonicalBody } from '@offtake/event-store/chain';
import type { RecordedEvent } from '@offtake/event-store/event';

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

type Body = Pick<StreamEvent, 'data' | 'announcedOn' | 'effectiveOn' | 'evidence' | 'reason'>;

/** What the ledger keeps, as the domain folds it. It was checked when it was recorded, and nobody can change it since. */
export function streamEventOf({ id, type, stream, version, body }: RecordedEvent): StreamEvent {
  const { data, announcedOn, effectiveOn, evidence, reason } = JSON.parse(body) as Body;
  const event = { event: id, type, stream, version, data, announcedOn, effectiveOn, evidence };
  return (reason === undefined ? event : { ...event, reason }) as StreamEvent;
}
