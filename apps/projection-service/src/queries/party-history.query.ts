import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { isAboutEvent } from '@offtake/deals/events';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfParties } from './recorded-events.ts';
import { type Entry, historyOf } from './stream-history.ts';

/**
 * Everything that was recorded about a party, in the order of recording: its own stream, those of the parties that were
 * merged into it, and what stands in another's stream and names it.
 */
export class PartyHistoryQuery extends Query<readonly Entry[]> {
  readonly place: Place;
  readonly party: string;

  constructor(place: Place, party: string) {
    super();
    this.place = place;
    this.party = party;
  }
}

@QueryHandler(PartyHistoryQuery)
export class PartyHistoryHandler implements IQueryHandler<PartyHistoryQuery> {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  async execute({ place, party }: PartyHistoryQuery): Promise<readonly Entry[]> {
    const [names, events] = await Promise.all([this.#names.at(place, false), eventsOfParties(this.#database, place)]);
    const streams = byStream(events);
    if (!streams.has(`party/${party}`)) {
      throw problem(404, 'not-found', `there is no party ${party} in ${place.book} at ${place.position}`);
    }
    const read = names.nameOf(party) === party ? names.members(party) : [party];
    const entries = [...streams].flatMap(([stream, own]) => {
      if (read.some((each) => stream === `party/${each}`)) return historyOf(own, place);
      const naming = eventsNaming(read, own);
      return naming.size === 0 ? [] : historyOf(own, place).filter(({ event }) => naming.has(event));
    });
    return entries.sort((a, b) => a.position - b.position);
  }
}

/** The events of another's stream that name one of these parties, in whichever version, and what is said about them. */
function eventsNaming(parties: readonly string[], events: readonly RecordedEvent[]): ReadonlySet<string> {
  const naming = new Set<string>();
  for (const { event, type, data } of events) {
    const named = isAboutEvent(type) ? [data, versionIn(data)] : [data];
    if (!named.some((each) => names(each, parties)) && !(isAboutEvent(type) && naming.has(aboutIn(data)))) continue;
    naming.add(event);
    if (isAboutEvent(type)) naming.add(aboutIn(data));
  }
  return naming;
}

function names(data: object | null, parties: readonly string[]): boolean {
  if (!data) return false;
  if ('into' in data && parties.includes(data.into as string)) return true;
  return 'parties' in data && (data.parties as readonly string[]).some((party) => parties.includes(party));
}

/** The words of a correction, or the other version of a dispute. */
function versionIn(data: object): object | null {
  const { data: corrected, alternative } = data as { data?: object; alternative?: object | null };
  return corrected ?? alternative ?? null;
}

function aboutIn(data: object): string {
  return (data as { event: string }).event;
}
