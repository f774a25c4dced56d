import { type PartyFact, partyFacts } from '@offtake/deals/party-history';
import type { RecordedEvent, StreamEvent } from '@offtake/deals/recorded-event';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { countsAt, NOT_ZERO, Values } from './postings-at.ts';
import { byStream } from './recorded-events.ts';

/** The parties at coordinates. A party is one whatever the dates; what is observed of it has its own. */

export interface PartyRow {
  readonly party: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly lei?: string;
  readonly parent?: string;
  /** How many deals it owes or is owed something in. */
  readonly deals: number;
}

/** All facts in force of all parties, by party. `events` are those of every party's stream up to the place. */
export function factsByParty(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly PartyFact[]> {
  return new Map([...byStream(events)].map(([stream, own]) => [stream.slice('party/'.length), partyFacts(own)]));
}

/** The rows of those that are registered, by slug. */
export function rowsOf(
  facts: ReadonlyMap<string, readonly PartyFact[]>,
  deals: ReadonlyMap<string, number>,
): readonly PartyRow[] {
  const rows: PartyRow[] = [];
  for (const [party, own] of facts) {
    const registration = own.find((fact): fact is StreamEvent<'PartyRegistered'> => fact.type === 'PartyRegistered');
    if (!registration) continue;
    const { name, aliases, lei, parent } = registration.data;
    const optional = { ...(lei ? { lei } : {}), ...(parent ? { parent } : {}) };
    rows.push({ party, name, aliases: aliases ?? [], ...optional, deals: deals.get(party) ?? 0 });
  }
  return rows.sort((a, b) => (a.party < b.party ? -1 : 1));
}

/** In how many deals each party owes or is owed something. */
export async function dealsByParty(database: ReadDatabase, place: Place): Promise<ReadonlyMap<string, number>> {
  const values = new Values();
  const text = `
    select side.party, count(distinct p.deal)::int as deals
    from (
      select p.deal, p.obligor, p.obligee from ${place.schema}.posting p where ${countsAt(place, {}, values)}
      group by p.deal, p.leg, p.obligor, p.obligee, p.account having ${NOT_ZERO}
    ) p cross join lateral (values (p.obligor), (p.obligee)) side (party)
    group by 1`;
  const rows = await database.query<{ party: string; deals: number }>(text, values.list);
  return new Map(rows.map(({ party, deals }) => [party, deals]));
}
