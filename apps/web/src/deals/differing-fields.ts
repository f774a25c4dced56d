import { isQuantity } from '../numbers/quantity-text.tsx';

/** Two versions of an event's data, by the fields in which they differ. */

export interface DifferingField {
  /** The names on the way to it, a list's items by their own name or their number from 1. */
  readonly path: readonly string[];
  /** `undefined` where a version does not have it. */
  readonly recorded: unknown;
  readonly alternative: unknown;
}

export function differingFields(
  recorded: unknown,
  alternative: unknown,
  path: readonly string[] = [],
): readonly DifferingField[] {
  const [a, b] = [partsOf(recorded), partsOf(alternative)];
  if (!a || !b) return isSame(recorded, alternative) ? [] : [{ path, recorded, alternative }];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names.flatMap((name) => differingFields(a.get(name), b.get(name), [...path, name]));
}

/** The fields of an object, or the items of a list of objects; null for what is compared as a whole. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || isQuantity(value)) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  if (value.some((item) => typeof item !== 'object' || item === null)) return null;
  return new Map(value.map((item, i) => [nameOf(item as Readonly<Record<string, unknown>>) ?? String(i + 1), item]));
}

function nameOf({ leg, id, op }: Readonly<Record<string, unknown>>): string | null {
  // Of changes there may be several about one leg: they go by their number.
  if (op !== undefined) return null;
  return typeof leg === 'string' ? leg : typeof id === 'string' ? id : null;
}

/** What is absent, null or an empty list says the same: nothing. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(orNothing(a)) === JSON.stringify(orNothing(b));
}
function orNothing(value: unknown): unknown {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}
