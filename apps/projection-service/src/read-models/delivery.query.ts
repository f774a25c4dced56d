import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type DeliveryRow, type DeliveryTotal, deliveryOf, deliveryTotals } from '@offtake/exposure/delivery';
import { DealStates } from '../queries/deal-states.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { type Asked, dealsAsked, isAsked } from './asked.ts';
import { LegsInDispute, marked } from './legs-in-dispute.ts';

export interface Delivery {
  readonly rows: readonly DeliveryRow[];
  readonly totals: readonly DeliveryTotal[];
}

/** What was performed against what was scheduled, leg by leg and step by step. */
export class DeliveryQuery extends Query<Delivery> {
  readonly place: Place;
  readonly asked: Asked;

  constructor(place: Place, asked: Asked) {
    super();
    this.place = place;
    this.asked = asked;
  }
}

@QueryHandler(DeliveryQuery)
export class DeliveryHandler implements IQueryHandler<DeliveryQuery> {
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #names: PartyNames;

  constructor(deals: DealStates, disputed: LegsInDispute, names: PartyNames) {
    this.#deals = deals;
    this.#disputed = disputed;
    this.#names = names;
  }

  async execute({ place, asked }: DeliveryQuery): Promise<Delivery> {
    const [names, isDisputed] = await Promise.all([this.#names.at(place, false), this.#disputed.at(place)]);
    const deals = await this.#deals.at(place, dealsAsked(asked, names));
    const all = deliveryOf(deals.values(), place.today, (party) => names.nameOf(party));
    const rows = all.filter((row) => isAsked(row, asked, names)).map((row) => marked(row, isDisputed(row)));
    return { rows, totals: deliveryTotals(rows) };
  }
}
