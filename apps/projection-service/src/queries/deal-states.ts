import { Injectable } from '@nestjs/common';
import type { DealState } from '@offtake/deals/deal';
import { ReadDatabase } from '../schema/read-database.ts';
import { foldDeal, partiesOf } from './deal-at.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfDeals } from './recorded-events.ts';

/** Which deals are asked for; left out: all. */
export interface DealsAsked {
  readonly deals?: readonly string[] | undefined;
  /** Those in which one of these owes or is owed something, or holds or grants a right; slugs as the deals have them. */
  readonly parties?: readonly string[] | undefined;
}

/** Deals folded at a place, with the parties as the deals themselves have them. */
@Injectable()
export class DealStates {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  /** By slug, in order of slug: each deal that there is at the place. */
  async at(place: Place, asked: DealsAsked = {}): Promise<ReadonlyMap<string, DealState>> {
    const wanted = await this.#wanted(place, asked);
    const byDeal = byStream(await eventsOfDeals(this.#database, place, wanted));
    const states = new Map<string, DealState>();
    for (const deal of wanted) {
      const state = foldDeal(byDeal.get(`deal/${deal}`) ?? [], place)?.state;
      if (!state) continue;
      if (asked.parties && !partiesOf(state).some((party) => asked.parties?.includes(party))) continue;
      states.set(deal, state);
    }
    return states;
  }

  /** Deals that may be meant. What the register says of parties holds only where nothing is newer or still to come. */
  async #wanted(place: Place, { deals, parties }: DealsAsked): Promise<readonly string[]> {
    const text = `
      select d.deal from ${place.schema}.deal d
      where d.book = $1 and ($2::text[] is null or d.deal = any($2))
        and ($3::text[] is null or d.parties && $3 or d.position > $4 or d.valid_from_last > $5::date or d.disputed)
      order by d.deal collate "C"`;
    const values = [place.book, deals ?? null, parties ?? null, place.position, place.validAt];
    return (await this.#database.query<{ deal: string }>(place.book, text, values)).map(({ deal }) => deal);
  }
}
