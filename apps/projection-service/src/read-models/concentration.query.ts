import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Concentration, concentrationOf } from '@offtake/exposure/concentration';
import type { Filter } from '@offtake/exposure/sum';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { Sums } from '../queries/sums.ts';
import { type PrintedInternalLeg, printInternal } from './internal-legs.ts';
import { marked } from './legs-in-dispute.ts';
import type { ConcentrationParameters } from './network-parameters.ts';

type Asked = Pick<ConcentrationParameters, 'party' | 'side' | 'kind' | 'unit' | 'consolidate'>;

export interface ConcentrationOfParty extends Concentration {
  /** As it reads; null: everybody on that side. */
  readonly party: string | null;
  /** What stays inside one party, and so hangs on nobody else. */
  readonly internal: readonly PrintedInternalLeg[];
}

/** On how few counterparties hangs what a party owes, or is owed: shares of firm + performed. */
export class ConcentrationQuery extends Query<ConcentrationOfParty> {
  readonly place: Place;
  readonly asked: Asked;

  constructor(place: Place, asked: Asked) {
    super();
    this.place = place;
    this.asked = asked;
  }
}

@QueryHandler(ConcentrationQuery)
export class ConcentrationHandler implements IQueryHandler<ConcentrationQuery> {
  readonly #names: PartyNames;
  readonly #sums: Sums;

  constructor(names: PartyNames, sums: Sums) {
    this.#names = names;
    this.#sums = sums;
  }

  async execute({ place, asked }: ConcentrationQuery): Promise<ConcentrationOfParty> {
    const { party, side, kind, unit, consolidate } = asked;
    const other = side === 'obligor' ? 'obligee' : 'obligor';
    const what: Filter = { kind: [kind], unit: [unit], account: ['firm', 'performed'] };
    const filter = party ? { ...what, [side]: [party] } : what;
    const [names, sums, inside] = await Promise.all([
      this.#names.at(place, consolidate),
      this.#sums.by(place, [other], filter, consolidate),
      // Of everybody, what a merger has put inside one party still has its share.
      party || consolidate ? this.#sums.internal(place, filter, consolidate) : [],
    ]);
    const name = party ? names.nameOf(party) : null;
    const holdings = sums
      .map(({ keys, amount }) => ({ party: keys[other] ?? '', amount }))
      // A merger may have put both sides into one party.
      .filter(({ party: counterparty }) => counterparty !== name);
    const disputed = new Set(sums.flatMap((sum) => (sum.disputed ? [sum.keys[other]] : [])));
    const { shares, ...measures } = concentrationOf(holdings);
    return {
      party: name,
      shares: shares.map((share) => marked(share, disputed.has(share.party))),
      ...measures,
      internal: inside.map(printInternal),
    };
  }
}
