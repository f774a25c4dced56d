import type { Book } from './book.ts';
import { allowingMerged, checkData, partiesNamedIn } from './checks.ts';
import type { Command } from './command.ts';
import { isAboutEvent, NOT_CORRECTABLE, schemaOf } from './events.ts';
import { type EventContent, retractedIn, type Standing, standingOf } from './facts.ts';
import type { History } from './history.ts';
import { parseStream, type StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { sameData } from './same-content.ts';
import { eventsOf, findEvent } from './stream.ts';

type AboutCommand = Command<
  'EvidenceAdded' | 'EventCorrected' | 'EventRetracted' | 'DisputeRaised' | 'DisputeResolved'
>;

/**
 * The data of a command as it will be recorded: an event that it names is named by its id, the data of a correction or
 * an alternative are parsed by the schema of what they are for. A correction that would change nothing is 'in force
 * already'.
 */
export function resolve(
  history: History,
  command: Command,
  book: Book,
): StreamEvent['data'] | 'in force already' | Refusal {
  if (!isAboutEvent(command.type)) return command.data as StreamEvent['data'];
  const about = command as AboutCommand;
  const named = findEvent(history.newest, about.data.event);
  if (!named) return refuse('unknown-event', '/data/event', 'this stream has no such event');
  const { event } = named;
  if (about.type === 'EvidenceAdded') return { event };
  const events = eventsOf(history.newest);
  const retracted = retractedIn(events);
  if (retracted.has(event)) return refuse('event-retracted', '/data/event', `${event} is retracted`);
  const standing = standingOf(events, retracted);
  switch (about.type) {
    case 'EventRetracted':
      return { event };
    case 'EventCorrected':
      return correction(about, named, standing, book);
    case 'DisputeRaised':
      return dispute(about, named, standing, book);
    case 'DisputeResolved':
      return ruling(about, named, standing, book);
  }
}

function correction(
  { data: { data, effectiveOn, ...asked } }: Command<'EventCorrected'>,
  named: StreamEvent,
  standing: Standing,
  book: Book,
): StreamEvent['data'] | 'in force already' | Refusal {
  const fixed = NOT_CORRECTABLE.find((field) => (asked[field] ?? null) !== null);
  if (fixed) {
    const message = `a correction cannot change ${fixed}: retract the event, and record it anew`;
    return refuse('not-correctable', `/data/${fixed}`, message);
  }
  if (!schemaOf(named.type)) {
    const message = `${named.type} cannot be corrected: name the event that it is about, or retract it`;
    return refuse('not-correctable', '/data/event', message);
  }
  const content = contentOf(named, data, '/data/data');
  if (isRefusal(content)) return content;
  const corrected = standing.corrections.get(named.event);
  const sameDate = !effectiveOn || effectiveOn === (corrected?.effectiveOn ?? named.effectiveOn);
  if (sameDate && sameData(named.type, inForce(named, standing), content)) return 'in force already';
  const refusal = checkNewWords(named, content, standing, book, '/data/data');
  return refusal ?? { event: named.event, data: content, ...(effectiveOn ? { effectiveOn } : {}) };
}

function dispute(
  { data: { alternative } }: Command<'DisputeRaised'>,
  named: StreamEvent,
  standing: Standing,
  book: Book,
): StreamEvent['data'] | Refusal {
  if (!schemaOf(named.type)) {
    return refuse('not-disputable', '/data/event', `${named.type} says nothing itself: dispute what it is about`);
  }
  if (!alternative) return { event: named.event };
  const content = contentOf(named, alternative, '/data/alternative');
  if (isRefusal(content)) return content;
  const refusal = checkNewWords(named, content, standing, book, '/data/alternative');
  return refusal ?? { event: named.event, alternative: content };
}

function ruling(
  { data: { ruling } }: Command<'DisputeResolved'>,
  named: StreamEvent,
  standing: Standing,
  book: Book,
): StreamEvent['data'] | Refusal {
  const open = standing.disputes.get(named.event);
  if (!open) return refuse('no-open-dispute', '/data/event', `no dispute about ${named.event} is open`);
  if (ruling === 'recorded') return { event: named.event, ruling };
  if (!open.alternative) return refuse('no-alternative', '/data/ruling', 'the dispute states no alternative');
  const refusal = checkNewWords(named, open.alternative, standing, book, '');
  return refusal ? { ...refusal, path: '/data/ruling' } : { event: named.event, ruling };
}

/** The data that an event has in force. */
function inForce(named: StreamEvent, { corrections }: Standing): EventContent | StreamEvent['data'] {
  return corrections.get(named.event)?.data ?? named.data;
}

/** Other words for an event, checked as when they are recorded; what the event names already it may go on naming. */
function checkNewWords(
  named: StreamEvent,
  content: EventContent,
  standing: Standing,
  book: Book,
  path: string,
): Refusal | null {
  const { slug } = parseStream(named.stream);
  const already = new Set([slug, ...partiesNamedIn(named.type, inForce(named, standing) as never)]);
  const parties = allowingMerged(book, (party) => already.has(party));
  const refusal = checkData(named.type, content, slug, parties);
  return refusal && { ...refusal, path: `${path}${refusal.path.slice('/data'.length)}` };
}

/** Data for an event, parsed by its schema. */
function contentOf(named: StreamEvent, data: EventContent, path: string): EventContent | Refusal {
  const parsed = schemaOf(named.type)?.safeParse(data);
  if (!parsed) throw new Error(`${named.type} has no data of its own`);
  if (parsed.success) return parsed.data as EventContent;
  const issue = parsed.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const place = [...(issue?.path ?? []), ...keys].map(
    (part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  );
  return refuse('data-of-type', `${path}${place.join('')}`, `not the data of ${named.type}: ${issue?.message}`);
}
