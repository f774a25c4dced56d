import type { Violation } from '@offtake/http-edge/problem';
import type { EventShapes, Shape } from './cell-shapes.ts';

/** A column of the file: its name as it stands there, and the place in an event that its cells are for. */
export interface Column {
  readonly name: string;
  readonly place: readonly string[];
}

/** What is wrong with a cell, a row or the first line; `column` is the name of the column that it comes from. */
export interface CsvViolation extends Violation {
  readonly column?: string;
}

/** Columns that a file may have, and steps of a list that columns may name. */
const MAX_COLUMNS = 2_000;
const MAX_STEPS = 1_000;
/** The first source of an event has short names; the next ones are evidence.1.publisher, evidence.2.publisher … */
const OF_FIRST_SOURCE = new Set(['publisher', 'tier', 'title', 'url', 'publishedOn', 'excerpt']);
const STEP = /^(0|[1-9]\d*)$/;

/** The columns that the first line names; null for one without a name, whose cells have to be empty. */
export function columnsOf(
  names: readonly (string | null)[],
  { ofAny }: EventShapes,
): { readonly columns: readonly (Column | null)[] } | { readonly violations: readonly CsvViolation[] } {
  if (names.length > MAX_COLUMNS) return { violations: [wrong('', `a file has at most ${MAX_COLUMNS} columns`)] };
  const violations: CsvViolation[] = [];
  const taken = new Map<string, string>();
  const columns = names.map((name): Column | null => {
    if (name === '') return null;
    if (name === null) {
      violations.push(wrong('', 'the first line is not UTF-8: save the file as "CSV UTF-8"'));
      return null;
    }
    const place = placeOf(name);
    const path = pointerOf(place);
    if (shapeAt(ofAny, place) === null && path !== '/idempotencyKey') {
      violations.push({ ...wrong(path, `there is no column ${name}`), rule: 'unknown-column', column: name });
    }
    const other = taken.get(path);
    if (other !== undefined) {
      const message = other === name ? `the column ${name} is there twice` : `${name} and ${other} are the same column`;
      violations.push({ ...wrong(path, message), rule: 'column-twice', column: name });
    }
    taken.set(path, name);
    return { name, place };
  });
  if (!taken.has('/type') && violations.length === 0) {
    violations.push(wrong('/type', 'the first line names the columns, and one of them is type'));
  }
  return violations.length > 0 ? { violations } : { columns };
}

function wrong(path: string, message: string): CsvViolation {
  return { rule: 'malformed', path, message };
}

function placeOf(name: string): readonly string[] {
  return OF_FIRST_SOURCE.has(name) ? ['evidence', '0', name] : name.split('.');
}

/** The name of the column for a place, whether the file has it or not. */
export function nameOf(place: readonly string[]): string {
  const [field, step, ...rest] = place;
  const [last = ''] = rest;
  const ofFirst = field === 'evidence' && step === '0' && rest.length === 1 && OF_FIRST_SOURCE.has(last);
  return ofFirst ? last : place.join('.');
}

/** Names hold neither ~ nor /, so nothing has to be escaped. */
export function pointerOf(place: readonly string[]): string {
  return place.map((part) => `/${part}`).join('');
}

/** What may stand at a place; null where nothing may. */
export function shapeAt(shape: Shape, place: readonly string[]): Shape | null {
  let at: Shape | null = shape;
  for (const part of place) {
    const isStep: boolean = at.items !== null && STEP.test(part) && Number(part) < MAX_STEPS;
    at = at.fields.get(part) ?? (isStep ? at.items : null);
    if (at === null) return null;
  }
  return at;
}
