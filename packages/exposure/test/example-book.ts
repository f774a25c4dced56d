import { readFileSync } from 'node:fs';
import { Book } from '@offtake/deals/book';
import { commandSchema, streamOf } from '@offtake/deals/command';
import { NO_DEAL } from '@offtake/deals/deal-history';
import { decide } from '@offtake/deals/decide';
import type { History } from '@offtake/deals/history';
import { NO_PARTY } from '@offtake/deals/party-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { isRefusal } from '@offtake/deals/refusal';
import { eventId, inBook } from './random-book.ts';

/** The example book as a service would record it: line by line, each decided on all before it. */
export function exampleBook(): readonly RecordedEvent[] {
  const lines = readFileSync(new URL('../../../examples/ai-compute.ndjson', import.meta.url), 'utf8').trimEnd();
  const book = new Book();
  const histories = new Map<string, History>();
  const recorded: RecordedEvent[] = [];
  for (const line of lines.split('\n')) {
    const { idempotencyKey, ...posted } = JSON.parse(line) as Record<string, unknown>;
    const command = commandSchema.parse(posted);
    const stream = streamOf(command);
    const before = histories.get(stream) ?? (command.deal ? NO_DEAL : NO_PARTY);
    const decision = decide(book, before, command, eventId(recorded.length + 1));
    if (isRefusal(decision)) throw new Error(`${idempotencyKey}: ${decision.rule}, ${decision.message}`);
    const after = decision.history;
    histories.set(stream, after);
    if (before.kind === 'deal' && after.kind === 'deal') book.dealChanged(before.state, after.state);
    if (before.kind === 'party' && after.kind === 'party') book.partyChanged(stream.slice(6), before, after);
    recorded.push(...decision.events.map((event) => inBook(event, recorded.length + 1)));
  }
  return recorded;
}
