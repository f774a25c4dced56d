import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { printAmount } from '@offtake/deals/amount';
import { retractedIn } from '@offtake/deals/facts';
import { type LegState, totalOf } from '@offtake/deals/leg';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { cellsOf } from '@offtake/exposure/postings';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { headOf } from './answer.ts';
import { foldDeal, isOverdue } from './deal-at.ts';
import type { Place } from './place.ts';
import { eventsOfStreams } from './recorded-events.ts';

/** The term sheet of a deal: its legs and where their quantities stand, its rights, its evidence. */
export class DealQuery extends Query<object> {
  readonly place: Place;
  readonly deal: string;

  constructor(place: Place, deal: string) {
    super();
    this.place = place;
    this.deal = deal;
  }
}

@QueryHandler(DealQuery)
export class DealHandler implements IQueryHandler<DealQuery> {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place, deal }: DealQuery): Promise<object> {
    const events = await eventsOfStreams(this.#database, place, [`deal/${deal}`]);
    const at = foldDeal(events, place);
    if (!at) throw problem(404, 'not-found', `there is no deal ${deal} in ${place.book} at these coordinates`);
    const { state, status, confirmation, version } = at;
    const rights = [...state.rights.values()].map(({ terms, endedOn }) => ({ ...terms, ended: endedOn }));
    return {
      ...headOf(place),
      deal,
      title: state.title,
      state: status,
      flags: { disputed: false, overdue: isOverdue(state, place.today) },
      announcedOn: state.announcedOn,
      effectiveOn: state.effectiveOn,
      lastConfirmedOn: confirmation?.lastConfirmedOn ?? state.announcedOn,
      version,
      legs: [...state.legs.values()].map(printLeg),
      rights,
      evidence: evidenceOf(events),
    };
  }
}

function printLeg(leg: LegState): object {
  const { leg: name, kind, binding, product, term, schedule, conditions, window, exit, quantity } = leg.terms;
  const optional = Object.entries({ product, term, schedule, conditions, window, exit });
  return {
    leg: name,
    kind,
    obligor: leg.obligor,
    obligee: leg.obligee,
    unit: quantity.unit,
    ...Object.fromEntries(optional.filter(([, value]) => value !== null && value !== undefined)),
    binding,
    home: leg.home,
    ended: leg.ended,
    conditionMet: leg.conditionMet,
    announcedOn: leg.announcedOn,
    accounts: cellsOf(leg).map(({ amount, ...cell }) => ({ ...cell, ...printAmount(amount) })),
    total: { ...printAmount(totalOf(leg)), unit: quantity.unit },
  };
}

/** Every source of every event that is not retracted, in the order of recording. */
function evidenceOf(events: readonly RecordedEvent[]): readonly object[] {
  const retracted = retractedIn(events);
  return events
    .filter(({ event }) => !retracted.has(event))
    .flatMap(({ event, type, announcedOn, evidence }) =>
      evidence.map((source) => ({ event, type, announcedOn, ...source })),
    );
}
