import { Injectable } from '@nestjs/common';
import type { PartyEventData } from '@offtake/deals/events';
import { openDisputesIn } from '@offtake/deals/facts';
import type { PartyFact } from '@offtake/deals/party-history';
import type { Evidence } from '@offtake/deals/vocabulary';
import { ReadDatabase } from '../schema/read-database.ts';
import { partyFactsAt } from './parties-at.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfParties } from './recorded-events.ts';

/** Where something that was observed or stated of parties comes from. */
interface Source {
  readonly event: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly evidence: readonly Evidence[];
  /** True where sources disagree, and nothing was ruled; else left out. */
  readonly disputed?: boolean;
}
/** The data as recorded, its parties as they read. */
export type Metric = Source & PartyEventData['MetricObserved'];
export type Target = Source & PartyEventData['TargetStated'];

/** What is observed and stated of parties, as it is in force at a place: recorded by knownAt, effective by validAt. */
@Injectable()
export class PartyFactsAt {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  /**
   * By effectiveOn, then as recorded: the newest last. Without validAt also what takes effect only after today.
   * @param party of this party, alone or with others, and of those that read as it
   */
  async metricsAt(place: Place, party?: string): Promise<readonly Metric[]> {
    return (await this.#facts(place, party)).flatMap((fact) => {
      return fact.type === 'MetricObserved' ? [{ ...fact.data, ...sourceOf(fact) }] : [];
    });
  }

  /**
   * Each target as the party in whose stream it stands has stated it last: by effectiveOn, then as recorded.
   * @param slug only the targets of this name
   */
  async targetsAt(place: Place, slug?: string): Promise<readonly Target[]> {
    const newest = new Map<string, Target>();
    for (const fact of await this.#facts(place)) {
      if (fact.type !== 'TargetStated' || (slug !== undefined && fact.data.target !== slug)) continue;
      const key = `${fact.stream}/${fact.data.target}`;
      newest.delete(key);
      newest.set(key, { ...fact.data, ...sourceOf(fact) });
    }
    return [...newest.values()];
  }

  async #facts(place: Place, party?: string): Promise<readonly Placed[]> {
    const [names, events] = await Promise.all([this.#names.at(place, false), eventsOfParties(this.#database, place)]);
    const positions = new Map(events.map(({ event, position }) => [event, position]));
    const asked = party === undefined ? null : names.nameOf(party);
    return [...byStream(events).values()]
      .flatMap((own) => {
        const disputes = openDisputesIn(own);
        return partyFactsAt(own, place).map((fact): Placed => {
          const data = named(fact.data, (slug) => names.nameOf(slug));
          const position = positions.get(fact.event) ?? 0;
          return { ...(fact as PartyFact), data, position, disputed: disputes.has(fact.event) } as Placed;
        });
      })
      .filter(({ data }) => asked === null || ('parties' in data && data.parties.includes(asked)))
      .sort((a, b) => {
        if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
        return a.position - b.position;
      });
  }
}

type Placed = PartyFact & { readonly position: number; readonly disputed: boolean };

function named(data: object, nameOf: (party: string) => string): object {
  if (!('parties' in data)) return data;
  return { ...data, parties: [...new Set((data.parties as readonly string[]).map(nameOf))] };
}

function sourceOf({ event, announcedOn, effectiveOn, evidence, disputed }: Placed): Source {
  return { event, announcedOn, effectiveOn, evidence, ...(disputed ? { disputed } : {}) };
}
