import type { Book } from './book.ts';
import { checkData } from './checks.ts';
import type { Command } from './command.ts';
import { isAboutEvent, NOT_CORRECTABLE, schemaOf } from './events.ts';
import { correctionsIn, retractedIn } from './facts.ts';
import type { History } from './history.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { sameContent } from './same-content.ts';
import { eventsOf, findEvent } from './stream.ts';

/**
 * The data of a command as it will be recorded: an event that it names is named by its id, a correction's data is
 * parsed by the schema of what it corrects. A correction that would change nothing is 'in force already'.
 */
export function resolve(
  history: History,
  command: Command,
  book: Book,
): StreamEvent['data'] | 'in force already' | Refusal {
  if (!isAboutEvent(command.type)) return command.data as StreamEvent['data'];
  const { event: reference } = (command as Command<'EvidenceAdded' | 'EventCorrected' | 'EventRetracted'>).data;
  const named = findEvent(history.newest, reference);
  if (!named) return refuse('unknown-event', '/data/event', 'this stream has no such event');
  if (command.type === 'EvidenceAdded') return { event: named.event };
  const events = eventsOf(history.newest);
  const retracted = retractedIn(events);
  if (retracted.has(named.event)) return refuse('event-retracted', '/data/event', `${named.event} is retracted`);
  if (command.type === 'EventRetracted') return { event: named.event };

  const { data, effectiveOn } = (command as Command<'EventCorrected'>).data;
  const content = correctable(command as Command<'EventCorrected'>, named);
  if (isRefusal(content)) return content;
  const corrected = correctionsIn(events, retracted).get(named.event);
  const inForce = { data: corrected?.data ?? named.data, effectiveOn: corrected?.effectiveOn ?? named.effectiveOn };
  const now = { data: content, effectiveOn: effectiveOn ?? inForce.effectiveOn };
  if (sameContent(inForce, now)) return 'in force already';
  const slug = (command.deal ?? command.party) as string;
  const refusal = checkData(named.type, content, slug, book);
  if (refusal) return { ...refusal, path: `/data${refusal.path}` };
  return { event: named.event, data: content as typeof data, ...(effectiveOn ? { effectiveOn } : {}) };
}

/** The new data, where this event can be corrected so; type, stream, announcedOn and evidence cannot. */
function correctable(command: Command<'EventCorrected'>, named: StreamEvent): object | Refusal {
  const fixed = NOT_CORRECTABLE.find((field) => (command.data[field] ?? null) !== null);
  if (fixed) {
    return refuse(
      'not-correctable',
      `/data/${fixed}`,
      `a correction cannot change ${fixed}: retract the event, and record it anew`,
    );
  }
  const schema = schemaOf(named.type);
  if (!schema) {
    return refuse(
      'not-correctable',
      '/data/event',
      `${named.type} cannot be corrected: name the event that it is about, or retract it`,
    );
  }
  const parsed = schema.safeParse(command.data.data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...keys].map(
    (part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  );
  return refuse('data-of-type', `/data/data${path.join('')}`, `not the data of ${named.type}: ${issue?.message}`);
}
