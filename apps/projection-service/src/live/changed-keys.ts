import { parseStream } from '@offtake/deals/recorded-event';
import { presentEvent, type StoredEvent } from '@offtake/deals/stored-event';
import type { Names } from '../queries/names.ts';
import type { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import type { ReadDatabase } from '../schema/read-database.ts';

/** The keys of what an event has changed: whoever shows one of these loads it again. Each sorted. */
export interface ChangedKeys {
  readonly deals: readonly string[];
  readonly parties: readonly string[];
}

/** An event with the parties that owe or are owed something that it has posted, in either reading. */
export interface TouchingEvent {
  readonly event: StoredEvent;
  readonly parties: readonly string[];
}

/**
 * What each of the events of a page has changed, by position. They follow each other in their book.
 * @param latest as whom parties read after the last of them
 */
export async function changedKeys(
  database: ReadDatabase,
  names: PartyNames,
  schema: string,
  page: readonly TouchingEvent[],
  latest: Names,
): Promise<ReadonlyMap<number, ChangedKeys>> {
  const [first] = page;
  if (!first) return new Map();
  const places = placesIn(first.event.book, schema);
  const touchedBefore = await partiesOfNamed(database, schema, page);
  const changed = new Map<number, ChangedKeys>();
  for (const { event, parties: touched } of page) {
    const { kind, slug } = parseStream(event.stream);
    if (kind === 'deal') {
      const all = [...touched, ...(touchedBefore.get(event.position) ?? [])];
      const parties = all.flatMap((party) => [party, latest.nameOf(party)]);
      changed.set(event.position, { deals: [slug], parties: sorted(parties) });
      continue;
    }
    const parties = [slug, ...namedBy(event)];
    if (!mayRename(event)) {
      changed.set(event.position, { deals: [], parties: sorted(parties) });
      continue;
    }
    const [before, after] = await Promise.all([
      names.at(places(event.position - 1), true),
      names.at(places(event.position), true),
    ]);
    const renamed = differing(before, after);
    const read = renamed.flatMap((party) => [party, before.nameOf(party), after.nameOf(party)]);
    const deals = await dealsOf(database, places(event.position), renamed);
    changed.set(event.position, { deals, parties: sorted([...parties, ...read]) });
  }
  return changed;
}

export function placesIn(book: string, schema: string) {
  return (position: number): Place => {
    return { book, schema, position, generation: 0, reading: 'recorded', validAt: null, today: '', knownAt: null };
  };
}

/** Of the events that are about another one: who owes or is owed something that that one has posted. */
async function partiesOfNamed(
  database: ReadDatabase,
  schema: string,
  page: readonly TouchingEvent[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const about = page.flatMap(({ event: { book, position, data } }) =>
    'event' in data ? [{ book, position, named: data.event }] : [],
  );
  const [first] = about;
  if (!first) return new Map();
  const text = `
    select about.position, ${touchedBy(schema, 'named')} as parties
    from unnest($2::bigint[], $3::uuid[]) about (position, event)
    join ${schema}.event named on named.book = $1 and named.id = about.event`;
  const values = [first.book, about.map(({ position }) => position), about.map(({ named }) => named)];
  const rows = await database.query<{ position: number; parties: string[] }>(first.book, text, values);
  return new Map(rows.map(({ position, parties }) => [position, parties]));
}

/** Who owes or is owed something that this event has posted, in either reading; SQL. */
export function touchedBy(schema: string, event: string): string {
  return `array(
    select side.party from ${schema}.posting p cross join lateral (values (p.obligor), (p.obligee)) side (party)
    where p.book = ${event}.book and p.position = ${event}.position)`;
}

/** The deals in which one of these parties owes or is owed something. */
async function dealsOf(database: ReadDatabase, place: Place, parties: readonly string[]): Promise<readonly string[]> {
  if (parties.length === 0) return [];
  const text = `
    select distinct deal collate "C" as deal from ${place.schema}.posting
    where book = $1 and position <= $2 and (obligor = any($3::text[]) or obligee = any($3::text[])) order by 1`;
  const rows = await database.query<{ deal: string }>(place.book, text, [place.book, place.position, parties]);
  return rows.map(({ deal }) => deal);
}

/** The parties that an event names beside the one in whose stream it stands. */
function namedBy(event: StoredEvent): readonly string[] {
  const { data } = presentEvent(event, () => null);
  const { parties, into, parent } = data as { parties?: string[]; into?: string; parent?: string | null };
  return [...(parties ?? []), ...(into ? [into] : []), ...(parent ? [parent] : [])];
}

/** Whether parties may read as others since: a party that is registered has no deals yet. */
export function mayRename({ stream, type, data }: StoredEvent): boolean {
  if (parseStream(stream).kind !== 'party') return false;
  if (type === 'PartyUpdated') return 'parent' in data;
  return !['PartyRegistered', 'MetricObserved', 'TargetStated', 'EvidenceAdded'].includes(type);
}

function differing(a: Names, b: Names): readonly string[] {
  const parties = [...new Set([...a.renamed.keys(), ...b.renamed.keys()])];
  return parties.filter((party) => a.nameOf(party) !== b.nameOf(party));
}

function sorted(slugs: readonly string[]): readonly string[] {
  return [...new Set(slugs)].sort();
}
