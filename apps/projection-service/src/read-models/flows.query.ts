import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { printAmount } from '@offtake/deals/amount';
import { type Flows, flowsOf } from '@offtake/exposure/flows';
import type { Place } from '../queries/place.ts';
import { Sums } from '../queries/sums.ts';
import { marked } from './legs-in-dispute.ts';
import type { FlowsParameters } from './network-parameters.ts';

type Asked = Pick<FlowsParameters, 'unit' | 'maxLength' | 'account' | 'consolidate'>;

export interface FlowsOfBook extends Flows {
  /** Legs inside one party, of a group or by a merger: in none of the flows. */
  readonly internal: readonly object[];
}

/** Who owes whom, and what of it goes round. */
export class FlowsQuery extends Query<FlowsOfBook> {
  readonly place: Place;
  readonly asked: Asked;

  constructor(place: Place, asked: Asked) {
    super();
    this.place = place;
    this.asked = asked;
  }
}

@QueryHandler(FlowsQuery)
export class FlowsHandler implements IQueryHandler<FlowsQuery> {
  readonly #sums: Sums;

  constructor(sums: Sums) {
    this.#sums = sums;
  }

  async execute({ place, asked }: FlowsQuery): Promise<FlowsOfBook> {
    const { unit, maxLength, account, consolidate } = asked;
    const [sums, internal] = await Promise.all([
      this.#sums.by(place, ['obligor', 'obligee'], { account }, consolidate),
      this.#sums.internal(place, { account }, consolidate),
    ]);
    const edges = sums.map(({ keys: { obligor, obligee, kind, unit: own }, amount, disputed }) => {
      return { obligor: obligor ?? '', obligee: obligee ?? '', kind, unit: own, amount, disputed };
    });
    return {
      // Where parents are kept apart, sums still hold what a merger has put inside one party.
      ...flowsOf(
        edges.filter(({ obligor, obligee }) => obligor !== obligee),
        unit,
        maxLength,
      ),
      internal: internal.map(({ amount, disputed, ...leg }) => marked({ ...leg, ...printAmount(amount) }, disputed)),
    };
  }
}
