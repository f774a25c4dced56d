import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CalendarEntry, rightsCalendar } from '@offtake/exposure/rights-calendar';
import type { Days } from '@offtake/exposure/spread';
import { DealStates } from '../queries/deal-states.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { type Asked, dealsAsked } from './asked.ts';
import { LegsInDispute, marked } from './legs-in-dispute.ts';

/** Exclusivity, first refusal, option windows and exits, by date. */
export class RightsQuery extends Query<readonly CalendarEntry[]> {
  readonly place: Place;
  readonly asked: Pick<Asked, 'party' | 'deal'>;
  readonly range: Partial<Days>;

  constructor(place: Place, asked: Pick<Asked, 'party' | 'deal'>, range: Partial<Days>) {
    super();
    this.place = place;
    this.asked = asked;
    this.range = range;
  }
}

@QueryHandler(RightsQuery)
export class RightsHandler implements IQueryHandler<RightsQuery> {
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #names: PartyNames;

  constructor(deals: DealStates, disputed: LegsInDispute, names: PartyNames) {
    this.#deals = deals;
    this.#disputed = disputed;
    this.#names = names;
  }

  async execute({ place, asked, range }: RightsQuery): Promise<readonly CalendarEntry[]> {
    const [names, isDisputed] = await Promise.all([this.#names.at(place, false), this.#disputed.at(place)]);
    const deals = await this.#deals.at(place, dealsAsked(asked, names));
    const parties = asked.party?.map((party) => names.nameOf(party));
    const entries = rightsCalendar(deals.values(), place.today, range, (party) => names.nameOf(party));
    return entries
      .filter(({ holder, grantor }) => !parties || parties.includes(holder) || parties.includes(grantor))
      .map((entry) => marked(entry, isDisputed(entry)));
  }
}
