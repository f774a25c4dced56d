import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { presentEvent, type StoredEvent, type StoredRow, storedEvent, Unreadable } from '@offtake/deals/stored-event';
import type { TypeOf } from '@offtake/deals/upcast';
import { problem } from '@offtake/http-edge/problem';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { Values } from './postings-at.ts';

/**
 * The recorded events, as the read models keep them. Single events and pages of them are as they were recorded, for
 * being shown; whole streams are in the present version, for being folded.
 */

/** As the API answers it: word for word as recorded, in the shape of its schema version. */
export type ApiEvent = Omit<StoredEvent, 'correlationId' | 'causationId'> & {
  readonly deal?: string;
  readonly party?: string;
};

export interface EventFilter {
  readonly type?: readonly string[] | undefined;
  readonly deal?: string | undefined;
  /** Of these parties' own streams, and what stands in others' and names one of them, in whichever version. */
  readonly parties?: readonly string[] | undefined;
}

/** Of an event `e`. */
export const COLUMNS = `e.book, e.position, e.id, e.stream, e.version, e.type, e.recorded_text as "recordedAt", e.body,
  encode(e.hash, 'hex') as hash`;

/** A page in order of position: what comes after `after`, at most `limit`, up to the place. */
export async function eventsAfter(
  database: ReadDatabase,
  place: Pick<Place, 'book' | 'schema' | 'position' | 'validAt'>,
  after: number,
  limit: number,
  filter: EventFilter = {},
): Promise<readonly StoredEvent[]> {
  const values = new Values();
  const conditions = [
    `e.book = ${values.add(place.book)}`,
    `e.position > ${values.add(after)}`,
    `e.position <= ${values.add(place.position)}`,
  ];
  if (place.validAt) conditions.push(`e.effective_on <= ${values.add(place.validAt)}::date`);
  if (filter.type) conditions.push(`e.type = any(${values.add(filter.type)}::text[])`);
  if (filter.deal) conditions.push(`e.stream = ${values.add(`deal/${filter.deal}`)}`);
  if (filter.parties) conditions.push(ofParties(place, filter.parties, values));
  const text = `
    select ${COLUMNS} from ${place.schema}.event e
    where ${conditions.join(' and ')} order by e.position limit ${values.add(limit)}`;
  return (await database.query<StoredRow & object>(place.book, text, values.list)).map(storedEvent);
}

function ofParties({ schema }: Pick<Place, 'schema'>, parties: readonly string[], values: Values): string {
  const slugs = `${values.add(parties)}::text[]`;
  const streams = `${values.add(parties.map((party) => `party/${party}`))}::text[]`;
  const names = (event: string) => {
    const data = `(${event}.body::jsonb -> 'data')`;
    const named = ['{parties}', '{data,parties}', '{alternative,parties}'].map(
      (at) => `${data} #> '${at}' ?| ${slugs}`,
    );
    return `(${named.join(' or ')} or ${data} ->> 'into' = any(${slugs}))`;
  };
  // What is said about an event that names them belongs to it.
  const said = `exists (select from ${schema}.event named where named.book = e.book and named.stream = e.stream
    and named.id::text = e.body::jsonb #>> '{data,event}' and ${names('named')})`;
  return `(e.stream = any(${streams}) or (e.stream like 'party/%' and (${names('e')} or ${said})))`;
}

/** Every event of these streams that was recorded by the place, in order of position. */
export function eventsOfStreams(
  database: ReadDatabase,
  place: Place,
  streams: readonly string[],
): Promise<readonly RecordedEvent[]> {
  return eventsWhere(database, place, (values) => `e.stream = any(${values.add(streams)}::text[])`);
}

/** Above this it is cheaper to read every deal in one go than to look each of them up. */
const MOST_LOOKED_UP = 1_000;

/** Every event of these deals, and maybe of others, that was recorded by the place, in order of position. */
export function eventsOfDeals(
  database: ReadDatabase,
  place: Place,
  deals: readonly string[],
): Promise<readonly RecordedEvent[]> {
  if (deals.length > MOST_LOOKED_UP) return eventsWhere(database, place, () => `e.stream like 'deal/%'`);
  const streams = deals.map((deal) => `deal/${deal}`);
  return eventsOfStreams(database, place, streams);
}

/** Every event of a party that was recorded by the place, in order of position. */
export function eventsOfParties(database: ReadDatabase, place: Place): Promise<readonly RecordedEvent[]> {
  return eventsWhere(database, place, () => `e.stream like 'party/%'`);
}

/** Those that say which parties there are, and how they belong together. */
export function namingEvents(database: ReadDatabase, place: Place): Promise<readonly RecordedEvent[]> {
  return eventsWhere(database, place, () => NAMING);
}

/** Of them, the streams of the parties that may read as others. */
export function renamingStreams(database: ReadDatabase, place: Place): Promise<readonly RecordedEvent[]> {
  return eventsWhere(database, place, (values) => {
    const streams = `select r.stream from ${place.schema}.event r
      where r.book = e.book and r.position <= ${values.add(place.position)} and ${renaming('r')}`;
    return `${NAMING} and e.stream in (${streams})`;
  });
}

/** The position of the last event by which a party may have come to read as another; 0 where there is none. */
export async function newestRenaming(database: ReadDatabase, { book, schema, position }: Place): Promise<number> {
  const text = `
    select e.position from ${schema}.event e where e.book = $1 and e.position <= $2 and ${renaming('e')}
    order by e.position desc limit 1`;
  const [newest] = await database.query<{ position: number }>(book, text, [book, position]);
  return newest?.position ?? 0;
}

/** The condition of these, as the index event_of_names has it. */
export const NAMING = `e.stream like 'party/%' and e.type <> 'MetricObserved' and e.type <> 'TargetStated'`;
/** The condition of what names a parent, is a merge, or is about what was said before: as event_of_renaming has it. */
const renaming = (event: string) => `${event}.stream like 'party/%' and (${event}.type in ('PartiesMerged',
  'EventCorrected', 'EventRetracted', 'DisputeRaised', 'DisputeResolved') or ${event}.body like '%"parent":%')`;

/** What one statement reads: each is short, however long the history is. */
const PAGE = 5_000;

async function eventsWhere(
  database: ReadDatabase,
  { book, schema, position }: Place,
  condition: (values: Values) => string,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  const types = new Map<string, string>();
  for (let after = 0; ; after = events.at(-1)?.position ?? 0) {
    const values = new Values();
    const text = `
      select ${COLUMNS} from ${schema}.event e
      where e.book = ${values.add(book)} and e.position > ${values.add(after)} and e.position <= ${values.add(position)}
        and ${condition(values)}
      order by e.position limit ${PAGE}`;
    const page = await database.query<StoredRow & object>(book, text, values.list);
    for (const row of page) {
      types.set(row.id, row.type);
      events.push(present(row, (event) => types.get(event) ?? null));
    }
    if (page.length < PAGE) return events;
  }
}

/** @throws Problem 503 for an event that a later program than this one has applied */
function present(row: StoredRow, typeOf: TypeOf): RecordedEvent {
  try {
    return presentEvent(storedEvent(row), typeOf);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw problem(503, 'unavailable', `The book cannot be read: ${error.message}.`);
  }
}

/** Events by their ids. */
export async function eventsById(
  database: ReadDatabase,
  place: Place,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, StoredEvent>> {
  const text = `select ${COLUMNS} from ${place.schema}.event e where e.book = $1 and e.id = any($2::uuid[])`;
  const rows = await database.query<StoredRow & object>(place.book, text, [place.book, [...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, storedEvent(row)]));
}

export function printEvent(event: StoredEvent): ApiEvent {
  const { book, position, stream, version, type, data, announcedOn, effectiveOn, evidence, reason } = event;
  const [kind, slug] = stream.split('/', 2) as ['deal' | 'party', string];
  const { recordedAt, actor, schemaVersion, hash } = event;
  const place = { book, position, stream, version, event: event.event, type, [kind]: slug };
  const said = { data, announcedOn, effectiveOn, evidence, ...(reason ? { reason } : {}) };
  return { ...place, ...said, recordedAt, actor, schemaVersion, hash } as ApiEvent;
}

/** Events of several streams, each stream for itself. */
export function byStream(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream) stream.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}
