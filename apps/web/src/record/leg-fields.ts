import { isCurrency, LEG_KINDS, type LegKind, unitFitsKind } from '@offtake/deals/units';
import type { NamedField } from './field-spec.ts';
import type { Values } from './form-values.ts';
import type { Suggestions } from './use-suggestions.ts';

/** Which fields and units a leg of this kind and binding has: what it cannot have is not asked. */

const OF_PLACES: ReadonlySet<string> = new Set(['capacity', 'chips']);

/** What a field of a leg is worth asking: `asked` before all else, `folded` away, or not at all. */
export function askingOf({ name }: NamedField, leg: Values): 'asked' | 'folded' | 'left out' {
  const binding = leg['binding'];
  if (isFilled(leg[name])) return 'asked';
  if (name === 'window') return binding === 'option' ? 'asked' : 'left out';
  if (name === 'conditions') return binding === 'conditional' ? 'asked' : 'folded';
  if (name === 'product') return OF_PLACES.has(String(leg['kind'])) ? 'asked' : 'left out';
  return 'folded';
}

export function isLeg(fields: readonly NamedField[]): boolean {
  return fields.some(({ name }) => name === 'binding');
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isFilled);
  return value !== undefined && value !== null && value !== '';
}

/** The currencies that are offered; any other may be typed. */
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'KRW', 'TWD', 'SAR', 'AED', 'INR'];
const PLAIN = ['MW', 'MW-IT', 'MW-facility', 'accelerator', 'share'];

/** The units to choose from; `closed` where there are no others. */
export interface Units {
  readonly units: readonly string[];
  readonly closed: boolean;
}

/**
 * The units that a quantity may be in: those of its leg, as the form or the deal has it.
 * @param around what stands around the quantity, from the nearest outwards
 */
export function unitsWithin(around: readonly Values[], { deal }: Pick<Suggestions, 'deal'>): Units {
  for (const { kind, leg } of around) {
    if (LEG_KINDS.includes(kind as LegKind)) return unitsOfKind(kind as LegKind);
    const present = deal?.legs.find((each) => each.leg === leg);
    if (present) return { units: [present.unit], closed: true };
  }
  return { units: [...CURRENCIES, ...PLAIN, 'percent'], closed: false };
}

function unitsOfKind(kind: LegKind): Units {
  const units = [...PLAIN, ...CURRENCIES].filter((unit) => unitFitsKind(kind, unit));
  return { units, closed: !units.some(isCurrency) };
}
