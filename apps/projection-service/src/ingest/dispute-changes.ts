import type { DealHistory } from '@offtake/deals/deal-history';
import { openDisputesIn } from '@offtake/deals/facts';
import { parseStream, type RecordedEvent } from '@offtake/deals/recorded-event';
import { eventsOf } from '@offtake/deals/stream';

/** An event of a deal that is disputed from now on (1), or not any more (-1). */
export interface DisputeChange {
  readonly deal: string;
  readonly event: string;
  readonly change: 1 | -1;
}

/** What one more event of a deal does to what is disputed in it. A retraction may be of the dispute, or of its ruling. */
export function disputeChanges(before: DealHistory, after: DealHistory, { type, stream }: RecordedEvent) {
  if (type !== 'DisputeRaised' && type !== 'DisputeResolved' && type !== 'EventRetracted') return [];
  const then = openDisputesIn(eventsOf(before.newest));
  const now = openDisputesIn(eventsOf(after.newest));
  const deal = parseStream(stream).slug;
  const raised = [...now.keys()].filter((event) => !then.has(event));
  const ended = [...then.keys()].filter((event) => !now.has(event));
  return [
    ...raised.map((event): DisputeChange => ({ deal, event, change: 1 })),
    ...ended.map((event): DisputeChange => ({ deal, event, change: -1 })),
  ];
}
