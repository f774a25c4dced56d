import type { FieldSpec, NamedField } from './field-spec.ts';

/** What stands in a form, and what is sent of it: blanks are left out, numbers stay the text that was typed. */

export type Values = { [field: string]: unknown };

/** A form's first values: nothing is guessed, but what a group must have has its place. */
export function blankOf(spec: FieldSpec): unknown {
  switch (spec.is) {
    case 'list':
      return [];
    case 'group':
      return Object.fromEntries(
        spec.fields.filter((field) => !field.optional).map(({ name, spec }) => [name, blankOf(spec)]),
      );
    case 'variant':
      return { [spec.by]: spec.cases.keys().next().value };
    case 'flag':
      return false;
    case 'printed':
      return null;
    default:
      return '';
  }
}

/** The JSON of what was filled in; undefined where nothing was. */
export function filledIn(spec: FieldSpec, value: unknown, dataSpec: FieldSpec | null = null): unknown {
  switch (spec.is) {
    case 'list': {
      const items = (Array.isArray(value) ? value : []).map((item) => filledIn(spec.item, item, dataSpec));
      return items.filter((item) => item !== undefined);
    }
    case 'group':
      return groupOf(spec.fields, value, dataSpec);
    case 'variant': {
      const chosen = String((value as Values | undefined)?.[spec.by] ?? '');
      const rest = groupOf(spec.cases.get(chosen) ?? [], value, dataSpec);
      return chosen ? { [spec.by]: chosen, ...rest } : undefined;
    }
    case 'data':
      return dataSpec ? (filledIn(dataSpec, value) ?? {}) : {};
    case 'printed':
      return value ?? undefined;
    case 'flag':
      return value === true ? true : undefined;
    case 'whole':
      return value === '' || value === null || value === undefined ? undefined : Number(value);
    default:
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }
}

function groupOf(fields: readonly NamedField[], value: unknown, dataSpec: FieldSpec | null): Values {
  const given = (value ?? {}) as Values;
  const filled: Values = {};
  // A step of a schedule without a figure is due for the rest.
  const isStep = fields.some(({ name }) => name === 'due');
  for (const { name, spec, optional } of fields) {
    const part = filledIn(spec, given[name], dataSpec);
    if (part === undefined || (optional && isEmpty(part))) continue;
    if (isStep && name === 'quantity' && (part as Values)['value'] === undefined) continue;
    filled[name] = part;
  }
  return filled;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || value === null) return false;
  // A unit alone is no quantity: choosing a leg fills it in.
  return Object.entries(value).every(([field, part]) => part === undefined || field === 'unit');
}

/** The JSON Pointers of everything that a form shows for these values. */
export function pointersOf(spec: FieldSpec, value: unknown, dataSpec: FieldSpec | null, at = ''): readonly string[] {
  const inner = (fields: readonly NamedField[]) =>
    fields.flatMap(({ name, spec }) =>
      pointersOf(spec, (value as Values | undefined)?.[name], dataSpec, `${at}/${name}`),
    );
  switch (spec.is) {
    case 'list':
      return [
        at,
        ...(Array.isArray(value) ? value : []).flatMap((item, i) =>
          pointersOf(spec.item, item, dataSpec, `${at}/${i}`),
        ),
      ];
    case 'group':
      return [at, ...inner(spec.fields)];
    case 'variant': {
      const chosen = String((value as Values | undefined)?.[spec.by] ?? '');
      return [at, `${at}/${spec.by}`, ...inner(spec.cases.get(chosen) ?? [])];
    }
    case 'data':
      return dataSpec ? pointersOf(dataSpec, value, null, at) : [at];
    default:
      return [at];
  }
}

/** `/data/legs/0/leg` → `data.legs[0].leg`: the name that the form library knows a field by. */
export function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .filter(Boolean)
    .reduce((name, step) => (/^\d+$/.test(step) ? `${name}[${step}]` : name ? `${name}.${step}` : step), '');
}

/** What stands at a JSON Pointer. */
export function valueAt(values: Values, pointer: string): unknown {
  return pointer
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((value, step) => (value as Values | undefined | null)?.[step], values);
}
