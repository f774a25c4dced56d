import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ReconciliationRow, reconcile } from '@offtake/exposure/reconciliation';
import { problem } from '@offtake/http-edge/problem';
import { DealStates } from '../queries/deal-states.ts';
import { PartyFactsAt, type Target } from '../queries/party-facts-at.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';

export interface Reconciliation {
  readonly target: string;
  readonly title: string;
  readonly parties: readonly string[];
  readonly horizon: string | null;
  /** As it was stated: null, nothing counts. Left out, each row says what counts by default. */
  readonly counts?: Target['counts'];
  readonly event: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly rows: readonly ReconciliationRow[];
}

/** A target against what was contracted for it, unit by unit. Of a target that was stated again the newest counts. */
export class ReconciliationQuery extends Query<Reconciliation> {
  readonly place: Place;
  readonly target: string;

  constructor(place: Place, target: string) {
    super();
    this.place = place;
    this.target = target;
  }
}

@QueryHandler(ReconciliationQuery)
export class ReconciliationHandler implements IQueryHandler<ReconciliationQuery> {
  readonly #deals: DealStates;
  readonly #facts: PartyFactsAt;
  readonly #names: PartyNames;

  constructor(deals: DealStates, facts: PartyFactsAt, names: PartyNames) {
    this.#deals = deals;
    this.#facts = facts;
    this.#names = names;
  }

  async execute({ place, target: slug }: ReconciliationQuery): Promise<Reconciliation> {
    const [names, stated] = await Promise.all([this.#names.at(place, false), this.#facts.targetsAt(place, slug)]);
    const target = stated.at(-1);
    if (!target) throw problem(404, 'not-found', `there is no target ${slug} in ${place.book} at these coordinates`);
    const deals = await this.#deals.at(place, { parties: target.parties.flatMap((party) => names.members(party)) });
    const { title, parties, horizon, counts, event, announcedOn, effectiveOn } = target;
    return {
      target: slug,
      title,
      parties,
      horizon: horizon ?? null,
      ...(counts === undefined ? {} : { counts }),
      event,
      announcedOn,
      effectiveOn,
      rows: reconcile(target, deals.values(), (party) => names.nameOf(party)),
    };
  }
}
