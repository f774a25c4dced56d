import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { add, printAmount } from '@offtake/deals/amount';
import { retractedIn } from '@offtake/deals/facts';
import { type LegState, totalOf } from '@offtake/deals/leg';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { type Cell, cellsOf } from '@offtake/exposure/postings';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { headOf } from './answer.ts';
import { foldDeal, isOverdue } from './deal-at.ts';
import { disputedLegs } from './disputed-legs.ts';
import type { Names } from './names.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { eventsOfStreams } from './recorded-events.ts';
import { inEffect } from './stream-history.ts';

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
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  async execute({ place, deal }: DealQuery): Promise<object> {
    const [events, names] = await Promise.all([
      eventsOfStreams(this.#database, place, [`deal/${deal}`]),
      this.#names.at(place, false),
    ]);
    const at = foldDeal(events, place);
    if (!at) throw problem(404, 'not-found', `there is no deal ${deal} in ${place.book} at these coordinates`);
    const { state, status, confirmation, version, disputed, leftAside } = at;
    const touched = disputedLegs(events, at, place);
    return {
      ...headOf(place),
      deal,
      title: state.title,
      state: status,
      flags: { disputed: disputed.size > 0, overdue: isOverdue(state, place.today) },
      ...(leftAside.length > 0 ? { leftAside } : {}),
      announcedOn: state.announcedOn,
      effectiveOn: state.effectiveOn,
      lastConfirmedOn: confirmation?.lastConfirmedOn ?? state.announcedOn,
      version,
      legs: [...state.legs].map(([name, leg]) => {
        return { ...printLeg(leg, names), ...(touched.has(name) ? { disputed: true } : {}) };
      }),
      rights: [...state.rights.values()].map(({ terms, endedOn }) => {
        const { holder, grantor } = terms;
        return { ...terms, holder: names.nameOf(holder), grantor: names.nameOf(grantor), ended: endedOn };
      }),
      evidence: evidenceOf(inEffect(events, place)),
    };
  }
}

function printLeg(leg: LegState, names: Names): object {
  const { leg: name, kind, binding, product, term, schedule, conditions, window, exit, quantity } = leg.terms;
  const optional = Object.entries({ product, term, schedule, conditions, window, exit });
  return {
    leg: name,
    kind,
    ...names.readPair(leg),
    unit: quantity.unit,
    ...Object.fromEntries(optional.filter(([, value]) => value !== null && value !== undefined)),
    binding,
    home: leg.home,
    ended: leg.endedOn !== null,
    conditionMet: leg.conditionMet,
    announcedOn: leg.announcedOn,
    accounts: readCells(leg, names).map(({ amount, ...cell }) => ({ ...cell, ...printAmount(amount) })),
    total: { ...printAmount(totalOf(leg)), unit: quantity.unit },
  };
}

/** The balances of a leg, with the parties as they read: pairs that read as the same one are one. */
function readCells(leg: LegState, names: Names): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const cell of cellsOf(leg)) {
    const [obligor, obligee] = [names.nameOf(cell.obligor), names.nameOf(cell.obligee)];
    const key = JSON.stringify([obligor, obligee, cell.account, cell.due ?? null]);
    const before = cells.get(key);
    cells.set(key, { ...cell, obligor, obligee, amount: before ? add(before.amount, cell.amount) : cell.amount });
  }
  return [...cells.values()];
}

/** Every source of every event that is not retracted, in the order of recording, as the history has them. */
function evidenceOf(events: readonly RecordedEvent[]): readonly object[] {
  const retracted = retractedIn(events);
  return events
    .filter(({ event }) => !retracted.has(event))
    .flatMap(({ event, type, announcedOn, evidence }) =>
      evidence.map((source) => ({ event, type, announcedOn, ...source })),
    );
}
