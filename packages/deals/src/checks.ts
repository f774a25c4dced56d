import type { Book } from './book.ts';
import type { Change, DealEventData, EventData, EventType, PartyEventData } from './events.ts';
import type { LegTerms, Period, RightTerms, Schedule } from './leg-terms.ts';
import { leadsTo } from './party.ts';
import { checkQuantity } from './quantity.ts';
import { type Refusal, refuse } from './refusal.ts';
import { isCurrency, isUnit, unitFitsKind } from './units.ts';

/** Who is who in the book that is asked. */
export type Parties = Pick<Book, 'party'>;

/** The same parties, where those named may be named although they were merged: old words name old parties. */
export function allowingMerged(book: Parties, named: (slug: string) => boolean): Parties {
  return {
    party: (slug) => {
      const party = book.party(slug);
      return party && named(slug) ? { ...party, mergedInto: null } : party;
    },
  };
}

/**
 * What must hold of an event's data by itself and of the parties that it names, asked once, when it is recorded.
 * What depends on its place among other events is asked by the fold.
 */
export function checkData(type: EventType, data: unknown, slug: string, book: Parties): Refusal | null {
  switch (type) {
    case 'DealAnnounced': {
      const { legs, rights } = data as DealEventData['DealAnnounced'];
      return (
        first(legs, (leg, i) => checkLeg(leg, `/data/legs/${i}`, book)) ??
        first(rights ?? [], (right, i) => checkRight(right, `/data/rights/${i}`, book))
      );
    }
    case 'DealAmended':
      return first((data as DealEventData['DealAmended']).changes, (change, i) =>
        checkChange(change, `/data/changes/${i}`, book),
      );
    case 'RightGranted':
      return checkRight((data as DealEventData['RightGranted']).right, '/data/right', book);
    case 'DealTerminated': {
      const { by } = data as DealEventData['DealTerminated'];
      return by ? checkParty(by, '/data/by', book) : null;
    }
    case 'LegNovated':
      return checkParty((data as DealEventData['LegNovated']).to, '/data/to', book);
    case 'PartyRegistered':
    case 'PartyUpdated':
      return checkParent((data as PartyEventData['PartyUpdated']).parent ?? null, slug, book);
    case 'PartiesMerged':
      return checkMerger((data as PartyEventData['PartiesMerged']).into, slug, book);
    case 'MetricObserved':
      return checkMetric(data as PartyEventData['MetricObserved'], slug, book);
    case 'TargetStated':
      return checkTarget(data as PartyEventData['TargetStated'], slug, book);
    case 'DealSigned':
    case 'OptionExercised':
    case 'OptionLapsed':
    case 'ConditionMet':
    case 'ConditionFailed':
    case 'PerformanceRecorded':
    case 'RightEnded':
    case 'DealCompleted':
    case 'EvidenceAdded':
    case 'EventCorrected':
    case 'EventRetracted':
    case 'DisputeRaised':
    case 'DisputeResolved':
      return null;
  }
}

/** Parties that an event's data names: the facts of the book that deciding on it reads. */
export function partiesNamedIn(type: EventType, data: EventData[EventType]): readonly string[] {
  const legsOf = (legs: readonly LegTerms[]) => legs.flatMap((leg) => [leg.obligor, leg.obligee]);
  switch (type) {
    case 'DealAnnounced': {
      const { legs, rights } = data as DealEventData['DealAnnounced'];
      return [...legsOf(legs), ...(rights ?? []).flatMap((right) => [right.holder, right.grantor])];
    }
    case 'DealAmended':
      return legsOf(addedLegs(data as DealEventData['DealAmended']));
    case 'RightGranted': {
      const { right } = data as DealEventData['RightGranted'];
      return [right.holder, right.grantor];
    }
    case 'DealTerminated':
      return [(data as DealEventData['DealTerminated']).by ?? []].flat();
    case 'LegNovated':
      return [(data as DealEventData['LegNovated']).to];
    case 'PartyRegistered':
    case 'PartyUpdated':
      return [(data as PartyEventData['PartyUpdated']).parent ?? []].flat();
    case 'PartiesMerged':
      return [(data as PartyEventData['PartiesMerged']).into];
    case 'MetricObserved':
    case 'TargetStated':
      return (data as PartyEventData['MetricObserved']).parties;
    default:
      return [];
  }
}

/** Legs that an event's data brings into the book. */
export function legsIn(type: EventType, data: EventData[EventType]): readonly LegTerms[] {
  if (type === 'DealAnnounced') return (data as DealEventData['DealAnnounced']).legs;
  return type === 'DealAmended' ? addedLegs(data as DealEventData['DealAmended']) : [];
}

function addedLegs(data: DealEventData['DealAmended']): readonly LegTerms[] {
  return data.changes.flatMap((change) => (change.op === 'addLeg' ? [change.leg] : []));
}

function checkLeg(leg: LegTerms, path: string, book: Parties): Refusal | null {
  const { unit } = leg.quantity;
  if (leg.obligor === leg.obligee)
    return refuse('obligor-is-obligee', `${path}/obligee`, `${leg.obligor} cannot owe itself`);
  if (!unitFitsKind(leg.kind, unit)) {
    return refuse('unit-of-kind', `${path}/quantity/unit`, `a ${leg.kind} leg cannot be in ${unit}`);
  }
  return (
    checkParty(leg.obligor, `${path}/obligor`, book) ??
    checkParty(leg.obligee, `${path}/obligee`, book) ??
    checkQuantity(leg.quantity, `${path}/quantity`) ??
    checkPeriod(leg.term, `${path}/term`) ??
    checkPeriod(leg.window, `${path}/window`) ??
    checkSchedule(leg.schedule ?? [], unit, `${path}/schedule`)
  );
}

function checkChange(change: Change, path: string, book: Parties): Refusal | null {
  switch (change.op) {
    case 'addLeg':
      return checkLeg(change.leg, `${path}/leg`, book);
    case 'increase':
    case 'replace':
      return checkQuantity(change.quantity, `${path}/quantity`);
    case 'decrease':
      return null;
    case 'reschedule':
      return checkSchedule(change.schedule, null, `${path}/schedule`);
    case 'extend':
      return checkPeriod(change.term, `${path}/term`);
  }
}

/** Steps come in order of their due dates with exact quantities; only the last may be without one (the rest). */
function checkSchedule(schedule: Schedule, unit: string | null, path: string): Refusal | null {
  return first(schedule, ({ due, quantity }, i) => {
    const at = `${path}/${i}`;
    const last = i === schedule.length - 1;
    if (due.from && due.from > due.to) return refuse('from-after-to', `${at}/due/to`, `${due.from} is after ${due.to}`);
    const previous = schedule[i - 1];
    if (previous && previous.due.to > due.to)
      return refuse('steps-out-of-order', `${at}/due/to`, 'steps stand in order of their due dates');
    if (!quantity)
      return last ? null : refuse('step-without-quantity', `${at}/quantity`, 'only the last step may be the rest');
    if (quantity.qualifier !== 'exact')
      return refuse('step-not-exact', `${at}/quantity/qualifier`, 'a step is due in an exact quantity');
    const of = unit ?? schedule[0]?.quantity?.unit;
    return of && quantity.unit !== of ? refuse('unit-of-leg', `${at}/quantity/unit`, `the leg is in ${of}`) : null;
  });
}

function checkPeriod(period: Period | null | undefined, path: string): Refusal | null {
  const backwards = period?.from && period.to && period.from > period.to;
  return backwards ? refuse('from-after-to', `${path}/to`, `${period.from} is after ${period.to}`) : null;
}

function checkRight(right: RightTerms, path: string, book: Parties): Refusal | null {
  return (
    checkParty(right.holder, `${path}/holder`, book) ??
    checkParty(right.grantor, `${path}/grantor`, book) ??
    checkPeriod(right, path)
  );
}

function checkParty(slug: string, path: string, book: Parties): Refusal | null {
  const party = book.party(slug);
  if (!party) return refuse('unknown-party', path, `${slug} is not a party of this book`);
  const { mergedInto } = party;
  return mergedInto ? refuse('party-merged', path, `${slug} was merged into ${mergedInto}: name that`) : null;
}

function checkMerger(into: string, slug: string, book: Parties): Refusal | null {
  if (into === slug) return refuse('merged-into-itself', '/data/into', `${slug} cannot be merged into itself`);
  return checkParty(into, '/data/into', book);
}

function checkParent(parent: string | null, slug: string, book: Parties): Refusal | null {
  if (leadsTo(slug, parent, (above) => book.party(above)?.parent)) {
    return refuse('own-parent', '/data/parent', `${slug} would stand above itself`);
  }
  return parent ? checkParty(parent, '/data/parent', book) : null;
}

function checkMetric(
  { parties, metric, quantity }: PartyEventData['MetricObserved'],
  slug: string,
  book: Parties,
): Refusal | null {
  const fits = metric === 'share-price-change' ? quantity.unit === 'percent' : isCurrency(quantity.unit);
  if (!fits) return refuse('unit-of-metric', '/data/quantity/unit', `${metric} is not measured in ${quantity.unit}`);
  return checkParties(parties, slug, book) ?? checkQuantity(quantity, '/data/quantity');
}

function checkTarget(
  { parties, quantities }: PartyEventData['TargetStated'],
  slug: string,
  book: Parties,
): Refusal | null {
  return (
    checkParties(parties, slug, book) ??
    first(quantities, (quantity, i) => {
      const path = `/data/quantities/${i}`;
      if (!isUnit(quantity.unit)) return refuse('unknown-unit', `${path}/unit`, `${quantity.unit} is not a unit`);
      const twice = quantities.findIndex((other) => other.unit === quantity.unit) < i;
      return twice
        ? refuse('unit-twice', `${path}/unit`, `${quantity.unit} is stated twice`)
        : checkQuantity(quantity, path);
    })
  );
}

/** An event of several parties stands in the stream of the first. */
function checkParties(parties: readonly string[], slug: string, book: Parties): Refusal | null {
  if (parties[0] !== slug)
    return refuse('not-first-party', '/data/parties/0', `this stands in the stream of ${parties[0]}`);
  return first(parties, (party, i) => {
    if (parties.indexOf(party) < i) return refuse('party-twice', `/data/parties/${i}`, `${party} is named twice`);
    return checkParty(party, `/data/parties/${i}`, book);
  });
}

function first<T>(items: readonly T[], check: (item: T, index: number) => Refusal | null): Refusal | null {
  for (const [i, item] of items.entries()) {
    const refusal = check(item, i);
    if (refusal) return refusal;
  }
  return null;
}
