import type { Change, DealEventData, DealEventType } from './events.ts';
import {
  decrease,
  end,
  enter,
  exercise,
  failCondition,
  increase,
  type LegRule,
  type LegState,
  lapse,
  type Moved,
  meetCondition,
  novate,
  perform,
  replace,
  sign,
  totalOf,
} from './leg.ts';
import type { RightTerms } from './leg-terms.ts';
import { echoes, type OneNumber } from './quantity.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';

/** The state of one deal, and how each of its events changes it. Facts come in fold order: effectiveOn, then version. */

export interface RightState {
  readonly terms: RightTerms;
  readonly endedOn: string | null;
}

export interface DealState {
  readonly deal: string;
  readonly title: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly legs: ReadonlyMap<string, LegState>;
  readonly rights: ReadonlyMap<string, RightState>;
  readonly signed: boolean;
  readonly ended: { readonly by: 'terminated' | 'completed'; readonly on: string } | null;
}

/** An event as it counts in the fold: with the data and the date that corrections have given it. */
export type DealFact = StreamEvent<DealEventType>;

/**
 * Applies one fact, or says why it is not valid at this place.
 * @param recording the fact is being recorded now: a replaced total must then be echoed; later it is not asked again.
 */
export function evolve(state: DealState | null, fact: DealFact, recording = false): DealState | Refusal {
  if (fact.type === 'DealAnnounced') return announce(state, fact);
  if (!state) return refuse('unknown-deal', '/deal', `${fact.stream} is not announced by ${fact.effectiveOn}`);
  if (state.ended) {
    return refuse('deal-ended', '/effectiveOn', `${fact.stream} was ${state.ended.by} on ${state.ended.on}`);
  }
  switch (fact.type) {
    case 'DealSigned':
      return signDeal(state, fact.data.legs ?? null);
    case 'DealAmended':
      return amend(state, fact, recording);
    case 'OptionExercised':
      return exerciseOption(state, fact);
    case 'OptionLapsed':
      return movePart(state, fact.data, lapse);
    case 'ConditionMet':
      return movePart(state, fact.data, meetCondition);
    case 'ConditionFailed':
      return movePart(state, fact.data, failCondition);
    case 'PerformanceRecorded': {
      const { leg, quantity, overPerformance } = fact.data;
      return changeLeg(state, leg, '/data', '/data/quantity', (at) => {
        return inUnit(at, quantity.unit, (same) => perform(same, quantity, overPerformance === true));
      });
    }
    case 'LegNovated': {
      const { leg, role, to } = fact.data;
      return changeLeg(state, leg, '/data', '/data/to', (at) => novate(at, role, to));
    }
    case 'RightGranted':
      return grant(state, fact.data.right, '/data/right');
    case 'RightEnded':
      return endRight(state, fact.data.right, fact.effectiveOn);
    case 'DealTerminated':
      return terminate(state, fact.data.legs ?? null, fact.effectiveOn);
    case 'DealCompleted':
      return complete(state, fact.data.releaseRemainder === true, fact.effectiveOn);
  }
}

function announce(state: DealState | null, fact: Extract<DealFact, { type: 'DealAnnounced' }>): DealState | Refusal {
  if (state) return refuse('announced-twice', '/deal', `${fact.stream} is announced already`);
  const { announcedOn, effectiveOn, data } = fact;
  let deal: DealState | Refusal = {
    deal: fact.stream.slice('deal/'.length),
    title: data.title,
    announcedOn,
    effectiveOn,
    legs: new Map(),
    rights: new Map(),
    signed: false,
    ended: null,
  };
  for (const [i, leg] of data.legs.entries()) {
    deal = addLeg(deal, enter(leg, announcedOn, data.notDuplicateOf ?? []), `/data/legs/${i}`);
    if (isRefusal(deal)) return deal;
  }
  for (const [i, right] of (data.rights ?? []).entries()) {
    deal = grant(deal, right, `/data/rights/${i}`);
    if (isRefusal(deal)) return deal;
  }
  return deal;
}

function signDeal(state: DealState, named: readonly string[] | null): DealState | Refusal {
  const signed: DealState = { ...state, signed: true };
  if (named) return overLegs(signed, named, sign);
  const inIntent = [...state.legs]
    .filter(([, leg]) => !leg.endedOn && typeof sign(leg) !== 'string')
    .map(([leg]) => leg);
  return overLegs(signed, inIntent, sign);
}

function amend(
  state: DealState,
  fact: Extract<DealFact, { type: 'DealAmended' }>,
  recording: boolean,
): DealState | Refusal {
  let deal: DealState | Refusal = state;
  for (const [i, change] of fact.data.changes.entries()) {
    deal = applyChange(deal, change, fact.announcedOn, `/data/changes/${i}`, recording);
    if (isRefusal(deal)) return deal;
  }
  return deal;
}

function applyChange(
  state: DealState,
  change: Change,
  announcedOn: string,
  path: string,
  recording: boolean,
): DealState | Refusal {
  switch (change.op) {
    case 'addLeg':
      return addLeg(state, enter(change.leg, announcedOn, change.notDuplicateOf ?? []), `${path}/leg`);
    case 'increase':
      return changeLeg(state, change.leg, path, `${path}/quantity`, (leg) => {
        return inUnit(leg, change.quantity.unit, (same) => increase(same, change.quantity));
      });
    case 'decrease':
      return changeLeg(state, change.leg, path, `${path}/quantity`, (leg) => {
        return inUnit(leg, change.quantity.unit, (same) => decrease(same, change.quantity));
      });
    case 'replace':
      return replaceTotal(state, change, path, recording);
    case 'reschedule':
      return reschedule(state, change, path);
    case 'extend':
      return changeLeg(state, change.leg, path, `${path}/term`, (leg) => {
        return { ...leg, terms: { ...leg.terms, term: change.term } };
      });
  }
}

function exerciseOption(state: DealState, { data, effectiveOn }: DealFact & { type: 'OptionExercised' }) {
  const { from, to } = state.legs.get(data.leg)?.terms.window ?? {};
  const outside = (from && effectiveOn < from) || (to && effectiveOn > to);
  const moved = movePart(state, data, exercise);
  if (!outside || isRefusal(moved)) return moved;
  const message = `${state.deal}/${data.leg} can be exercised ${from ? `from ${from} ` : ''}${to ? `to ${to}` : 'on'}`;
  return refuse('outside-window', '/effectiveOn', message);
}

/** A move of a leg's quantity from account to account, or of all that is there where no quantity is named. */
function movePart(
  state: DealState,
  { leg, quantity }: DealEventData['OptionLapsed'],
  move: (leg: LegState, part: OneNumber | null) => Moved,
): DealState | Refusal {
  return changeLeg(state, leg, '/data', quantity ? '/data/quantity' : '/data/leg', (now) => {
    return inUnit(now, quantity?.unit ?? now.terms.quantity.unit, (same) => move(same, quantity ?? null));
  });
}

function replaceTotal(
  state: DealState,
  { leg, previous, quantity }: Extract<Change, { op: 'replace' }>,
  path: string,
  recording: boolean,
): DealState | Refusal {
  const replaced = changeLeg(state, leg, path, `${path}/quantity`, (now) =>
    inUnit(now, quantity.unit, (same) => replace(same, quantity)),
  );
  if (!recording || isRefusal(replaced)) return replaced;
  const echoed = changeLeg(state, leg, path, `${path}/previous`, (now) =>
    inUnit(now, previous.unit, (same) => (echoes(previous, totalOf(same)) ? same : 'stale-previous')),
  );
  return isRefusal(echoed) ? echoed : replaced;
}

function reschedule(
  state: DealState,
  { leg, schedule }: Extract<Change, { op: 'reschedule' }>,
  path: string,
): DealState | Refusal {
  const unit = state.legs.get(leg)?.terms.quantity.unit;
  const strange = schedule.findIndex(({ quantity }) => quantity && quantity.unit !== unit);
  const stepPath = strange < 0 ? `${path}/schedule` : `${path}/schedule/${strange}/quantity`;
  return changeLeg(state, leg, path, stepPath, (now) =>
    strange < 0 ? { ...now, terms: { ...now.terms, schedule } } : 'unit-of-leg',
  );
}

function addLeg(state: DealState, leg: LegState, path: string): DealState | Refusal {
  const name = leg.terms.leg;
  if (state.legs.has(name))
    return refuse('leg-announced-twice', `${path}/leg`, `${state.deal} has a leg ${name} already`);
  return { ...state, legs: new Map(state.legs).set(name, leg) };
}

function grant(state: DealState, terms: RightTerms, path: string): DealState | Refusal {
  if (state.rights.has(terms.id)) {
    return refuse('right-granted-twice', `${path}/id`, `${state.deal} has a right ${terms.id} already`);
  }
  return { ...state, rights: new Map(state.rights).set(terms.id, { terms, endedOn: null }) };
}

function endRight(state: DealState, id: string, on: string): DealState | Refusal {
  const right = state.rights.get(id);
  if (!right) return refuse('unknown-right', '/data/right', `${state.deal} has no right ${id} by ${on}`);
  if (right.endedOn) return refuse('right-ended', '/data/right', `${id} ended on ${right.endedOn}`);
  return { ...state, rights: new Map(state.rights).set(id, { ...right, endedOn: on }) };
}

function terminate(state: DealState, legs: readonly string[] | null, on: string): DealState | Refusal {
  return legs ? overLegs(state, legs, (leg) => end(leg, on)) : endDeal(state, { by: 'terminated', on });
}

function complete(state: DealState, releaseRemainder: boolean, on: string): DealState | Refusal {
  const unpaid = releaseRemainder ? undefined : [...state.legs].find(([, leg]) => leg.balances.firm.low > 0n);
  if (!unpaid) return endDeal(state, { by: 'completed', on });
  const message = `something of ${state.deal}/${unpaid[0]} is still firm: releaseRemainder lets it lapse`;
  return refuse('firm-remains', '/data/releaseRemainder', message);
}

/** What is left of every leg lapses, and every right ends. */
function endDeal(state: DealState, ended: NonNullable<DealState['ended']>): DealState | Refusal {
  const open = [...state.legs].filter(([, leg]) => !leg.endedOn).map(([leg]) => leg);
  const { on } = ended;
  const rights = new Map([...state.rights].map(([id, right]) => [id, { ...right, endedOn: right.endedOn ?? on }]));
  return overLegs({ ...state, rights, ended }, open, (leg) => end(leg, on));
}

function overLegs(state: DealState, legs: readonly string[], move: (leg: LegState) => Moved): DealState | Refusal {
  let deal: DealState | Refusal = state;
  for (const [i, leg] of legs.entries()) {
    deal = changeLeg(deal, leg, `/data/legs/${i}`, `/data/legs/${i}`, move);
    if (isRefusal(deal)) return deal;
  }
  return deal;
}

/** Applies `move` to one leg, and words its answer as a refusal at `movePath` where the answer is a rule. */
function changeLeg(
  state: DealState,
  name: string,
  path: string,
  movePath: string,
  move: (leg: LegState) => Moved | 'unit-of-leg',
): DealState | Refusal {
  const legPath = path === movePath ? path : `${path}/leg`;
  const leg = state.legs.get(name);
  if (!leg) return refuse('unknown-leg', legPath, `${state.deal} has no leg ${name}`);
  if (leg.endedOn) return refuse('leg-ended', legPath, `${state.deal}/${name} ended on ${leg.endedOn}`);
  const moved = move(leg);
  if (typeof moved !== 'string') return { ...state, legs: new Map(state.legs).set(name, moved) };
  const unit = moved === 'unit-of-leg';
  return refuse(moved, unit ? `${movePath}/unit` : movePath, `${state.deal}/${name}: ${REASONS[moved](leg)}`);
}

function inUnit(leg: LegState, unit: string, move: (leg: LegState) => Moved): Moved | 'unit-of-leg' {
  return unit === leg.terms.quantity.unit ? move(leg) : 'unit-of-leg';
}

const REASONS: Readonly<Record<LegRule | 'unit-of-leg', (leg: LegState) => string>> = {
  'empty-account': () => 'the account that this would be taken from is empty',
  'more-than-is-there': () => 'this is more than the account holds',
  'home-lapsed': () => 'it has wholly lapsed, and no longer takes changes of its quantity',
  'stale-previous': () => 'the total is not what `previous` says',
  'less-than-the-rest': () => 'the new total is below what already stands outside the account it changes',
  'nothing-in-intent': () => 'nothing of it is in intent',
  'obligor-is-obligee': () => 'one party would owe itself',
  'novated-to-itself': () => 'that party has this side already',
  'unit-of-leg': (leg) => `it is in ${leg.terms.quantity.unit}`,
};
