import { EVENT_GROUPS, formOf, isEventType } from '../record/event-forms.ts';
import type { FieldSpec, NamedField } from '../record/field-spec.ts';

/** Where in an event a column of a table may belong, read off the same schemas as the forms. */

export interface ImportPlace {
  /** As the import names its columns: `data.quantity.value`, `publisher`. */
  readonly place: string;
  /** The name of the field that it fills. */
  readonly name: string;
  readonly spec: FieldSpec;
  readonly optional: boolean;
  /** Parts that may be left out as a whole: once something of them has a column, this is needed too. */
  readonly within: readonly string[];
}

const places = new Map<string, readonly ImportPlace[]>();

/** The places of one type of event, or of all of them. */
export function placesOf(type: string): readonly ImportPlace[] {
  const known = places.get(type);
  if (known) return known;
  const found = isEventType(type) ? leavesOf(formOf(type).spec, [], false, []) : placesOfAny();
  places.set(type, found);
  return found;
}

function placesOfAny(): readonly ImportPlace[] {
  const all = new Map<string, ImportPlace>([['type', leafAt(['type'], TEXT, false, [])]]);
  for (const { types } of EVENT_GROUPS) {
    for (const type of types) {
      for (const each of placesOf(type)) if (!all.has(each.place)) all.set(each.place, { ...each, optional: true });
    }
  }
  return [...all.values()];
}

type Steps = readonly string[];

export function leavesOf(spec: FieldSpec, at: Steps, optional: boolean, within: Steps): readonly ImportPlace[] {
  const fields = (named: readonly NamedField[], below: Steps) =>
    named.flatMap((field) => leavesOf(field.spec, [...at, field.name], field.optional, below));
  const parts = optional && at.length > 0 ? [...within, at.join('.')] : within;
  switch (spec.is) {
    case 'group':
      return fields(spec.fields, parts);
    case 'variant':
      return [leafAt([...at, spec.by], choiceOf(spec), false, parts), ...fields(fieldsOfAll(spec), parts)];
    case 'list': {
      const isOfWords = spec.item.is !== 'group' && spec.item.is !== 'variant';
      if (isOfWords) return [leafAt(at, spec, optional, within)];
      // Every event has a source; of any other list only what has a column is there.
      const below = at.join('.') === 'evidence' && !optional ? within : [...within, at.join('.')];
      return leavesOf(spec.item, [...at, '0'], false, below);
    }
    case 'reference':
      return [leafAt([...at, 'version'], { is: 'whole' }, optional, within)];
    default:
      return [leafAt(at, spec, optional, within)];
  }
}

/** Fields of every case; needed is only what an exact number has, since most of what is recorded is one. */
function fieldsOfAll({ by, cases }: Extract<FieldSpec, { is: 'variant' }>): readonly NamedField[] {
  const all = new Map<string, NamedField>();
  for (const [choice, named] of cases) {
    for (const field of named) {
      const needed = by === 'qualifier' && choice === 'exact' && !field.optional;
      if (needed || !all.has(field.name)) all.set(field.name, { ...field, optional: !needed });
    }
  }
  return [...all.values()];
}

const TEXT: FieldSpec = { is: 'text' };

function choiceOf({ cases }: Extract<FieldSpec, { is: 'variant' }>): FieldSpec {
  return { is: 'choice', choices: [...cases.keys()] };
}

function leafAt(steps: Steps, spec: FieldSpec, optional: boolean, within: Steps): ImportPlace {
  const name = steps.findLast((step) => !/^\d+$/.test(step)) ?? '';
  const isOfFirstSource = steps[0] === 'evidence' && steps.length === 3;
  return { place: isOfFirstSource ? name : steps.join('.'), name, spec, optional, within };
}

/** What events of a type need and no column gives: it may be the same for all rows. */
export function missingPlaces(type: string, given: ReadonlySet<string>): readonly ImportPlace[] {
  const covers = (place: string) => [...given].some((each) => each === place || place.startsWith(`${each}.`));
  const touches = (part: string) => [...given].some((each) => each.startsWith(`${part}.`));
  const missing = placesOf(type).filter(
    ({ place, optional, within }) => !optional && !covers(place) && within.every(touches),
  );
  const stands = type === '' || missing.some(isStream) || given.has('deal') || given.has('party');
  // What is said about an event may stand in a deal's stream or in a party's.
  return stands ? missing : [leafAt(['deal'], TEXT, false, []), ...missing];
}

function isStream({ place }: ImportPlace): boolean {
  return place === 'deal' || place === 'party';
}

/**
 * The place that a column is for, by the name that its author gave it: the import's own name, else a field's.
 * @param labelOf what a field is called in the reader's language
 * @returns null where it is not understood
 */
export function guessPlace(header: string, type: string, labelOf: (field: string) => string): string | null {
  const offered = placesOf(type);
  const own = header.replace(/\.\d+(?=\.|$)/g, '.0');
  if (header === 'idempotencyKey' || header === 'data' || header === 'type') return header;
  if (placesOf('').some(({ place }) => place === own || own === `evidence.0.${place}` || place.startsWith(`${own}.`))) {
    return header;
  }
  const sought = plain(header);
  const fitting = offered.filter(({ name, place }) =>
    [name, place, labelOf(name), ...(OTHER_NAMES[name] ?? [])].some((known) => plain(known) === sought),
  );
  // The shortest is the event's own, and not that of a part of it.
  return fitting.toSorted((a, b) => a.place.split('.').length - b.place.split('.').length)[0]?.place ?? null;
}

/** What authors of spreadsheets call fields besides. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  value: ['amount', 'importe', 'cantidad'],
  unit: ['currency', 'moneda'],
  announcedOn: ['date', 'announced', 'fecha'],
  effectiveOn: ['effective'],
  publisher: ['source', 'fuente'],
  excerpt: ['quote', 'cita'],
  deal: ['agreement', 'contract'],
};

/** Letters and digits alone: how a name is written does not matter. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\([^)]*\)|[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
