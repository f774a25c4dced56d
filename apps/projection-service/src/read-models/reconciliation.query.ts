import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ReconciliationRow, reconcile } from '@offtake/exposure/reconciliation';
import { problem } from '@offtake/http-edge/problem';
import { DealStates } from '../queries/deal-states.ts';
import { PartyFactsAt, type Target } from '../queries/party-facts-at.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { LegsInDispute, marked } from './legs-in-dispute.ts';

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
  /** Sources disagree on the target, and nothing was ruled; left out where they do not. */
  readonly disputed?: true;
}

/** A target against what was contracted for it, unit by unit. Of a target that was stated again the newest counts. */
export class ReconciliationQuery extends Query<Reconciliation> {
  readonly place: Place;
  readonly target: string;
  /** One of its parties, where several have stated a target of this name. */
  readonly party: string | undefined;

  constructor(place: Place, target: string, party?: string) {
    super();
    this.place = place;
    this.target = target;
    this.party = party;
  }
}

@QueryHandler(ReconciliationQuery)
export class ReconciliationHandler implements IQueryHandler<ReconciliationQuery> {
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #facts: PartyFactsAt;
  readonly #names: PartyNames;

  constructor(deals: DealStates, disputed: LegsInDispute, facts: PartyFactsAt, names: PartyNames) {
    this.#deals = deals;
    this.#disputed = disputed;
    this.#facts = facts;
    this.#names = names;
  }

  async execute({ place, target: slug, party }: ReconciliationQuery): Promise<Reconciliation> {
    const [names, isDisputed, stated] = await Promise.all([
      this.#names.at(place, false),
      this.#disputed.at(place),
      this.#facts.targetsAt(place, slug),
    ]);
    const target = stated.findLast(({ parties }) => party === undefined || parties.includes(names.nameOf(party)));
    if (!target) throw problem(404, 'not-found', `there is no target ${slug} in ${place.book} at these coordinates`);
    const deals = await this.#deals.at(place, { parties: target.parties.flatMap((each) => names.members(each)) });
    const { title, parties, horizon, counts, event, announcedOn, effectiveOn } = target;
    const rows = reconcile(target, deals.values(), (each) => names.nameOf(each));
    return {
      target: slug,
      title,
      parties,
      horizon: horizon ?? null,
      ...(counts === undefined ? {} : { counts }),
      event,
      announcedOn,
      effectiveOn,
      rows: rows.map((row) => {
        const legs = row.legs.map((leg) => marked(leg, isDisputed(leg)));
        return marked(
          { ...row, legs },
          legs.some(({ disputed }) => disputed),
        );
      }),
      ...(target.disputed ? { disputed: true } : {}),
    };
  }
}
