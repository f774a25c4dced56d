import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { WrittenLedger } from './written-ledger.ts';

/** Events in a ledger that numbers them itself. */
export function rewritten(book: string, events: readonly RecordedEvent[]): WrittenLedger {
  const ledger = new WrittenLedger(book);
  for (const { type, stream, data, announcedOn, effectiveOn, reason, evidence } of events) {
    const named = JSON.parse(JSON.stringify(data).replaceAll('"01900000-0000-', '"00000000-0000-')) as object;
    const event = { type, stream, data: named, announcedOn, effectiveOn, evidence };
    ledger.write(reason === undefined ? event : { ...event, reason });
  }
  return ledger;
}
