import { z } from 'zod';
import { ABOUT_EVENTS, type EventType, isAboutEvent, isDealEvent, isPartyEvent, schemaOf } from './events.ts';
import type { History } from './history.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { findEvent } from './stream.ts';
import { type Data, isData, quotedIn, type TypeOf, type Upcasting } from './upcast.ts';
import { UPCASTING } from './upcasters.ts';
import { date, evidenceSchema } from './vocabulary.ts';

/** An event as the ledger keeps it and the topic carries it: its columns, and its body as text. */
export interface StoredRow {
  readonly book: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly recordedAt: string;
  readonly hash: string;
}

/** An event of whatever type and version, word for word as it was recorded. */
export type StoredEvent = Omit<RecordedEvent, 'type' | 'data'> & { readonly type: string; readonly data: Data };

/** A recorded event that this program cannot read: of an unknown type or version, or in another shape. The line stops. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * An event of the ledger or of the topic, checked, in the present version.
 * @param typeOf the types of the earlier events of its stream
 * @throws {Unreadable} with its type and position
 */
export function readEvent(stored: StoredEvent, typeOf: TypeOf, upcasting: Upcasting = UPCASTING): RecordedEvent {
  const { type, position } = stored;
  const event = presentEvent(stored, typeOf, upcasting);
  check(bodySchema, stored, `the body of ${type} at ${position}`);
  check(dataSchemaOf(event.type), event.data, `the data of ${type} at ${position}`);
  if (!belongs(event)) throw new Unreadable(`${type} at ${position} does not belong into ${event.stream}`);
  const quoted = quotedIn(type, event.data as Data);
  if (!quoted) return event;
  const schema = schemaOf(typeOf(quoted.event) as EventType);
  if (!schema) throw new Unreadable(`${type} at ${position} is about ${quoted.event}, which is no fact of its stream`);
  check(schema, quoted.data, `what ${type} at ${position} quotes`);
  return event;
}

/** The same for what was checked before, without the checks. @throws {Unreadable} where type or version are unknown */
export function presentEvent(stored: StoredEvent, typeOf: TypeOf, upcasting: Upcasting = UPCASTING): RecordedEvent {
  const { type, schemaVersion, position, event } = stored;
  if (!upcasting.knows(type)) throw new Unreadable(`unknown type ${type} of event ${event} at ${position}`);
  const version = `schema version ${schemaVersion} of ${type}`;
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1) throw new Unreadable(`${version} at ${position} is none`);
  if (schemaVersion > upcasting.newest) {
    throw new Unreadable(`${version} is newer than this system knows (${upcasting.newest}), at ${position}`);
  }
  check(anyData, stored.data, `the data of ${type} at ${position}`);
  try {
    return { ...stored, data: upcasting.toNewest(type, schemaVersion, stored.data, typeOf) } as RecordedEvent;
  } catch (error) {
    throw new Unreadable(`${version} at ${position} does not come to the present one: ${(error as Error).message}`);
  }
}

/** The event in a row, word for word. @throws {Unreadable} where its body is no JSON object */
export function storedEvent({ id, body, ...row }: StoredRow): StoredEvent {
  const content = parseJson(body);
  if (!isData(content)) throw new Unreadable(`the body of ${row.type} at ${row.position} is no JSON object`);
  return { ...content, ...row, event: id } as unknown as StoredEvent;
}

/** The types of the events in a stream's history. */
export function typesIn({ newest }: Pick<History, 'newest'>): TypeOf {
  return (event) => findEvent(newest, event)?.type ?? null;
}

/** Everything in the body beside its data. */
const bodySchema = z.object({
  actor: z.string(),
  announcedOn: date,
  causationId: z.string().nullable(),
  correlationId: z.string().nullable(),
  effectiveOn: date,
  evidence: z.array(evidenceSchema),
  reason: z.string().optional(),
});
const anyData = z.record(z.string(), z.unknown());

/** As recorded, an event that is about another one names it by its id. */
const RECORDED_ABOUT = Object.fromEntries(
  Object.entries(ABOUT_EVENTS).map(([type, schema]) => [type, schema.extend({ event: z.uuid() })]),
);

function dataSchemaOf(type: EventType): z.ZodType {
  return schemaOf(type) ?? (RECORDED_ABOUT[type] as z.ZodType);
}

function check(schema: z.ZodType, value: unknown, what: string): void {
  const { error } = schema.safeParse(value);
  if (!error) return;
  const { path, message } = error.issues[0] ?? { path: [], message: '' };
  throw new Unreadable(`${what} do not fit the schema: ${path.map((key) => `/${String(key)}`).join('')} ${message}`);
}

function belongs({ type, stream }: RecordedEvent): boolean {
  if (isAboutEvent(type)) return /^(deal|party)\/./.test(stream);
  return isDealEvent(type) ? stream.startsWith('deal/') : isPartyEvent(type) && stream.startsWith('party/');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
