import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { parseDecimal } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { toAmount } from '@offtake/deals/quantity';
import { type Refusal, refuse } from '@offtake/deals/refusal';
import { firmParts } from '@offtake/exposure/firm-parts';
import { compare, type Rational, ratio } from '@offtake/exposure/rational';
import { type Stress, stressOf } from '@offtake/exposure/stress';
import type { StressPart } from '@offtake/exposure/stress-liabilities';
import { problem } from '@offtake/http-edge/problem';
import { DealStates } from '../queries/deal-states.ts';
import type { Names } from '../queries/names.ts';
import { type Metric, PartyFactsAt } from '../queries/party-facts-at.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { eventsOfParties } from '../queries/recorded-events.ts';
import { Sums } from '../queries/sums.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { type IsDisputed, LegsInDispute, marked } from './legs-in-dispute.ts';
import type { StressAsked } from './network-parameters.ts';

/** What if some do not pay: it only asks, and writes nothing. */
export class StressQuery extends Query<Stress> {
  readonly place: Place;
  readonly asked: StressAsked;

  constructor(place: Place, asked: StressAsked) {
    super();
    this.place = place;
    this.asked = asked;
  }
}

@QueryHandler(StressQuery)
export class StressHandler implements IQueryHandler<StressQuery> {
  readonly #database: ReadDatabase;
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #facts: PartyFactsAt;
  readonly #names: PartyNames;
  readonly #sums: Sums;

  constructor(
    database: ReadDatabase,
    deals: DealStates,
    disputed: LegsInDispute,
    facts: PartyFactsAt,
    names: PartyNames,
    sums: Sums,
  ) {
    this.#database = database;
    this.#deals = deals;
    this.#disputed = disputed;
    this.#facts = facts;
    this.#names = names;
    this.#sums = sums;
  }

  /** @throws Problem 422 naming what is unknown: parties, deals, buffers */
  async execute({ place, asked }: StressQuery): Promise<Stress> {
    const { unit, kinds, months, shocks, alpha, beta, consolidate } = asked;
    const slips = shocks.flatMap((shock) => ('deal' in shock ? [[shock.deal, shock.slipQuarters] as const] : []));
    const firm = await this.#sums.by(place, ['deal'], { kind: kinds, unit: [unit], account: ['firm'] }, false);
    const wanted = [...firm.map(({ keys }) => keys.deal ?? ''), ...slips.map(([deal]) => deal)];
    const [names, own, deals, events, metrics, isDisputed] = await Promise.all([
      this.#names.at(place, consolidate),
      this.#names.at(place, false),
      this.#deals.at(place, { deals: wanted }),
      eventsOfParties(this.#database, place),
      this.#facts.metricsAt(place),
      this.#disputed.at(place),
    ]);
    refuseAny(unknownsIn(asked, deals, new Set(events.map(({ stream }) => stream))));
    const parts = [...deals.values()]
      .flatMap((deal) => partsOf(deal, names, isDisputed))
      .filter((part) => part.unit === unit && kinds.some((kind) => kind === part.kind));
    const buffers = buffersOf(metrics, unit, place.today, names, own);
    for (const [party, amount] of assetsOf(asked, names)) buffers.set(party, amount);
    const outcome = stressOf(parts, buffers, {
      today: place.today,
      months,
      payers: payersOf(asked, names),
      slips: new Map(slips),
      earliestExit: shocks.some((shock) => 'earliestExit' in shock),
      alpha: fractionOf(alpha),
      beta: fractionOf(beta),
    });
    if ('parties' in outcome) return outcome;
    throw refused(outcome);
  }
}

function partsOf(deal: DealState, names: Names, isDisputed: IsDisputed): readonly StressPart[] {
  return firmParts(deal).map((part) => {
    const { obligor, obligee } = part;
    const read = { obligor: names.nameOf(obligor), obligee: names.nameOf(obligee), recordedAs: { obligor, obligee } };
    const exit = deal.legs.get(part.leg)?.terms.exit ?? null;
    return marked({ ...part, ...read, exit }, isDisputed(part));
  });
}

/**
 * The newest equity-buffer of each party. What was observed of several together, or of a part of a group, says nothing
 * of one of them, or of the group; one that gives no figure leaves the buffer unknown.
 */
function buffersOf(
  metrics: readonly Metric[],
  unit: string,
  today: string,
  names: Names,
  own: Names,
): Map<string, bigint> {
  const buffers = new Map<string, bigint>();
  for (const { metric, quantity, parties, effectiveOn } of metrics) {
    if (metric !== 'equity-buffer' || quantity.unit !== unit || effectiveOn > today) continue;
    const [party, ...others] = new Set(parties.map((each) => names.nameOf(each)));
    if (party === undefined || others.length > 0 || !parties.includes(own.nameOf(party))) continue;
    const { stated, unstated } = toAmount(quantity);
    if (unstated > 0) buffers.delete(party);
    else buffers.set(party, stated);
  }
  return buffers;
}

/** What the asker says: of several that read as one party, the sum. */
function assetsOf({ assets }: StressAsked, names: Names): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [party, amount] of Object.entries(assets)) {
    const name = names.nameOf(party);
    sums.set(name, (sums.get(name) ?? 0n) + parseDecimal(amount));
  }
  return sums;
}

/** Of several shocks to what reads as one party, the hardest. */
function payersOf({ shocks }: StressAsked, names: Names): ReadonlyMap<string, Rational> {
  const payers = new Map<string, Rational>();
  for (const shock of shocks) {
    if (!('party' in shock)) continue;
    const party = names.nameOf(shock.party);
    const fraction = fractionOf(shock.paysFraction);
    const before = payers.get(party);
    if (!before || compare(fraction, before) < 0) payers.set(party, fraction);
  }
  return payers;
}

function unknownsIn(
  { shocks, assets }: StressAsked,
  deals: ReadonlyMap<string, DealState>,
  streams: ReadonlySet<string>,
): readonly Refusal[] {
  const noParty = (party: string, path: string) =>
    streams.has(`party/${party}`) ? [] : [refuse('unknown-party', path, `there is no party ${party}`)];
  return [
    ...shocks.flatMap((shock, i) => {
      if ('party' in shock) return noParty(shock.party, `/shocks/${i}/party`);
      if (!('deal' in shock) || deals.has(shock.deal)) return [];
      return [refuse('unknown-deal', `/shocks/${i}/deal`, `there is no deal ${shock.deal}`)];
    }),
    ...Object.keys(assets).flatMap((party) => noParty(party, `/assets/${party}`)),
  ];
}

function refuseAny(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw refused(refusals);
}

function refused(refusals: readonly Refusal[]) {
  const [first] = refusals;
  return problem(422, 'refused', first?.message ?? 'This can not be computed.', { violations: refusals });
}

function fractionOf(text: string): Rational {
  return ratio(parseDecimal(text), parseDecimal('1'));
}
