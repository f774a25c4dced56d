import { openDisputesIn } from '@offtake/deals/facts';
import { partyNow } from '@offtake/deals/party';
import { type PartyFact, partyFacts } from '@offtake/deals/party-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Names } from './names.ts';
import type { Place } from './place.ts';
import { countsAt, NOT_ZERO, readAs, Values } from './postings-at.ts';
import { byStream, eventsOfStreams, NAMING } from './recorded-events.ts';

/** The parties at coordinates. */

export interface PartyRow {
  readonly party: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly lei?: string;
  readonly parent?: string;
  /** As which party it reads since it was merged. */
  readonly mergedInto?: string;
  /** Those that were merged, and read as this one. */
  readonly merged?: readonly string[];
  /** How many deals the party that it reads as owes or is owed something in. */
  readonly deals: number;
}

/**
 * A party's facts at a place, in fold order: recorded by knownAt, in effect by validAt, with open alternatives where
 * that reading is asked for. A party is one whatever the dates: its registration always counts.
 * @param events its stream up to the place
 */
export function partyFactsAt(
  events: readonly RecordedEvent[],
  { validAt, reading }: Pick<Place, 'validAt' | 'reading'>,
): readonly PartyFact[] {
  const open = reading === 'alternative' ? [...openDisputesIn(events)] : [];
  const alternatives = open.flatMap(([event, { alternative }]) => (alternative ? [[event, alternative] as const] : []));
  return partyFacts(events, new Map(alternatives)).filter(
    ({ type, effectiveOn }) => type === 'PartyRegistered' || validAt === null || effectiveOn <= validAt,
  );
}

/** The rows of those that are registered, by slug. `events` are those of every party's stream up to the place. */
export function rowsOf(
  events: readonly RecordedEvent[],
  place: Place,
  names: Names,
  deals: ReadonlyMap<string, number>,
): readonly PartyRow[] {
  const rows = [...byStream(events)].flatMap(([stream, own]): readonly PartyRow[] => {
    const party = stream.slice('party/'.length);
    const state = partyNow(partyFactsAt(own, place));
    if (!state) return [];
    const { name, aliases, lei, parent, mergedInto } = state;
    const merged = names.members(party).filter((member) => member !== party);
    const optional = {
      ...(lei ? { lei } : {}),
      ...(parent ? { parent } : {}),
      ...(mergedInto ? { mergedInto: names.nameOf(party) } : merged.length > 0 ? { merged } : {}),
    };
    return [{ party, name, aliases, ...optional, deals: deals.get(names.nameOf(party)) ?? 0 }];
  });
  return rows.sort((a, b) => (a.party < b.party ? -1 : 1));
}

/** In how many deals each party owes or is owed something, as the parties read. */
export async function dealsByParty(
  database: ReadDatabase,
  place: Place,
  names: Names,
): Promise<ReadonlyMap<string, number>> {
  const values = new Values();
  const { join, obligor, obligee } = readAs(names, values);
  const text = `
    select side.party, count(distinct p.deal)::int as deals
    from (
      select p.deal, ${obligor} as obligor, ${obligee} as obligee from ${place.schema}.posting p ${join}
      where ${countsAt(place, {}, values)}
      group by p.deal, p.leg, 2, 3, p.account having ${NOT_ZERO}
    ) p cross join lateral (values (p.obligor), (p.obligee)) side (party)
    group by 1`;
  const rows = await database.query<{ party: string; deals: number }>(place.book, text, values.list);
  return new Map(rows.map(({ party, deals }) => [party, deals]));
}

/** How many parties are registered at the place. */
export async function countParties(database: ReadDatabase, place: Place): Promise<number> {
  const text = `
    select e.stream, bool_or(e.type = 'EventRetracted') as doubtful from ${place.schema}.event e
    where e.book = $1 and e.position <= $2 and ${NAMING} group by 1 having bool_or(e.type = 'PartyRegistered')`;
  const rows = await database.query<{ stream: string; doubtful: boolean }>(place.book, text, [
    place.book,
    place.position,
  ]);
  const doubtful = rows.filter((row) => row.doubtful).map(({ stream }) => stream);
  if (doubtful.length === 0) return rows.length;
  const streams = byStream(await eventsOfStreams(database, place, doubtful));
  const gone = [...streams.values()].filter((events) => partyNow(partyFactsAt(events, place)) === null);
  return rows.length - gone.length;
}
