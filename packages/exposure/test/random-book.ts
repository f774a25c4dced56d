import { Book } from '@offtake/deals/book';
import { type Command, streamOf } from '@offtake/deals/command';
import { NO_DEAL } from '@offtake/deals/deal-history';
import { decide } from '@offtake/deals/decide';
import { schemaOf } from '@offtake/deals/events';
import { openDisputesIn } from '@offtake/deals/facts';
import type { History } from '@offtake/deals/history';
import { NO_PARTY } from '@offtake/deals/party-history';
import type { RecordedEvent, StreamEvent } from '@offtake/deals/recorded-event';
import { isRefusal } from '@offtake/deals/refusal';
import { eventsOf } from '@offtake/deals/stream';
import { SCHEMA_VERSION } from '@offtake/deals/upcasters';
import fc from 'fast-check';
import { DEALS, opening, PARTIES, randomCommand, registration } from './random-commands.ts';

/** Books of two deals with everything happening to them, late facts, corrections and disputes included. */
export const randomBook = randomBookOf(30, 90);

/** The same of so many commands, some of which are refused. */
export function randomBookOf(fewest: number, most: number): fc.Arbitrary<readonly RecordedEvent[]> {
  const openings = fc.tuple(...DEALS.map((deal) => opening(deal)));
  return fc
    .tuple(openings, fc.array(randomCommand, { minLength: fewest, maxLength: most, size: 'max' }))
    .map(([first, commands]) => recordAll([...first, ...commands]));
}

/** Decides on commands one after another, as the command service does; what is refused is not recorded. */
export function recordAll(commands: readonly Command[]): readonly RecordedEvent[] {
  const book = new Book();
  const histories = new Map<string, History>();
  const recorded: RecordedEvent[] = [];
  for (const each of [...PARTIES.map(registration), ...commands]) {
    const stream = streamOf(each);
    const before = histories.get(stream) ?? (each.deal ? NO_DEAL : NO_PARTY);
    const decision = decide(book, before, aimed(each, before), eventId(recorded.length + 1));
    if (isRefusal(decision)) continue;
    const after = decision.history;
    histories.set(stream, after);
    if (before.kind === 'deal' && after.kind === 'deal') book.dealChanged(before.state, after.state);
    if (before.kind === 'party' && after.kind === 'party') book.partyChanged(stream.slice(6), before, after);
    recorded.push(...decision.events.map((event) => inBook(event, recorded.length + 1)));
  }
  return recorded;
}

/**
 * The same command about an event that its words fit, or that is disputed: of events that are drawn blindly hardly any
 * would be. Others are left as they are.
 */
function aimed(command: Command, { newest }: History): Command {
  const { type, data } = command;
  if (!('event' in data) || typeof data.event === 'string') return command;
  const events = eventsOf(newest);
  const words = type === 'EventCorrected' ? data.data : type === 'DisputeRaised' ? data.alternative : null;
  const disputed = openDisputesIn(events);
  const fitting = events.filter((event) => {
    if (type === 'DisputeResolved') return disputed.has(event.event);
    return words && schemaOf(event.type)?.safeParse(words).success;
  });
  const named = fitting[data.event.version % fitting.length];
  return named ? ({ ...command, data: { ...data, event: { version: named.version } } } as Command) : command;
}

/** An event with its place in the book; the hash is not looked at here. */
export function inBook(event: StreamEvent, position: number): RecordedEvent {
  const recordedAt = `2026-04-01T00:00:00.${String(position).padStart(6, '0')}Z`;
  const common = { book: 'random', position, recordedAt, actor: 'test', correlationId: null, causationId: null };
  return { ...event, ...common, schemaVersion: SCHEMA_VERSION, hash: '' };
}

export function eventId(n: number): string {
  return `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
