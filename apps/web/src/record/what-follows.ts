import { isCurrency, type LegKind, unitFitsKind } from '@offtake/deals/units';
import type { BookEvent } from '../api/shapes.ts';
import { fieldName, type Values, valueAt } from './form-values.ts';
import { otherWords, presentParty } from './present-data.ts';
import type { Suggestions } from './use-suggestions.ts';

interface Written {
  readonly type: string;
  readonly pointer: string;
  readonly value: unknown;
  /** What stood in the form before. */
  readonly values: Values;
  readonly suggestions: Suggestions;
  readonly events: readonly BookEvent[];
}

/** What one field says about others: their names, as the form library knows them, and what they become. */
export function whatFollows(written: Written): readonly (readonly [name: string, value: unknown])[] {
  const { type, pointer, value, suggestions, events } = written;
  // What is being corrected, disputed or updated starts as it stands in the book.
  if (pointer === '/data/event') {
    const copy = otherWords(type, suggestions.events, String(value));
    return Object.entries(copy).map(([field, data]) => [`data.${field}`, data]);
  }
  if (pointer === '/party' && type === 'PartyUpdated') {
    const present = presentParty(events.filter(({ stream }) => stream === `party/${value}`));
    return present ? [['data', present]] : [];
  }
  return unitThatFollows(written);
}

const KIND_OF_A_LEG = /\/(legs\/\d+|leg)\/kind$/;

/** A leg owes in one unit: choosing the leg says it, and another kind of leg takes away a unit that it cannot have. */
function unitThatFollows({ pointer, value, values, suggestions }: Written) {
  const leg = pointer.endsWith('/leg') ? suggestions.deal?.legs.find((each) => each.leg === value) : undefined;
  if (leg) return [[fieldName(pointer.replace(/leg$/, 'quantity/unit')), leg.unit] as const];
  if (pointer.endsWith('/schedule')) return stepsInUnitOf(values, pointer, value);
  if (!KIND_OF_A_LEG.test(pointer)) return [];
  const beside = pointer.replace(/kind$/, 'quantity/unit');
  const unit = String(valueAt(values, beside) ?? '');
  if (value === '' || unitFitsKind(value as LegKind, unit)) return [];
  // Most of what is owed in money is owed in dollars; megawatts and chips are never guessed.
  return [[fieldName(beside), unitFitsKind(value as LegKind, 'USD') && !isCurrency(unit) ? 'USD' : ''] as const];
}

/** A new step of a schedule is in the unit of its leg. */
function stepsInUnitOf(values: Values, pointer: string, steps: unknown) {
  const unit = valueAt(values, pointer.replace(/schedule$/, 'quantity/unit'));
  if (typeof unit !== 'string' || !Array.isArray(steps)) return [];
  const inUnit = (steps as readonly Values[]).map((step) => {
    const quantity = (step['quantity'] ?? { qualifier: 'exact' }) as Values;
    return { ...step, quantity: { ...quantity, unit: quantity['unit'] || unit } };
  });
  return [[fieldName(pointer), inUnit] as const];
}
