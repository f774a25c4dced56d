import { readDelimited } from '../import/delimited-text.ts';
import { leavesOf, plain } from '../import/import-places.ts';
import type { FieldSpec } from './field-spec.ts';
import type { Values } from './form-values.ts';

/** Rows of a spreadsheet that are pasted into a list become its items. */

/** By how many columns there are, what steps of a schedule without a row of names hold. */
const STEPS: Readonly<Record<number, readonly string[]>> = {
  2: ['due.to', 'quantity.value'],
  3: ['due.from', 'due.to', 'quantity.value'],
};

/**
 * @param item what the list holds
 * @param labelOf what a field is called in the reader's language
 * @returns null where the text is no rows, or does not say what its columns are: then it is pasted as text
 */
export function pastedRows(
  text: string,
  item: FieldSpec,
  labelOf: (field: string) => string,
): readonly unknown[] | null {
  if (!/[\t\n]/.test(text.trim())) return null;
  const { records, separator } = readDelimited(text);
  const rows = records.map(({ cells }) => cells);
  if (item.is !== 'group' && item.is !== 'variant') return rows.map(([word = '']) => word);
  if (separator !== '\t') return null;
  const leaves = leavesOf(item, [], false, []);
  const named = (rows[0] ?? []).map(
    (cell) =>
      leaves.find(({ place, name }) => [place, name, labelOf(name)].some((known) => plain(known) === plain(cell)))
        ?.place,
  );
  const places = named.includes(undefined) ? stepsOf(item, rows[0]?.length ?? 0) : named;
  if (!places) return null;
  const said = places === named ? rows.slice(1) : rows;
  return said.map((cells) => itemOf(places as readonly string[], cells));
}

function stepsOf(item: FieldSpec, columns: number): readonly string[] | undefined {
  const isSchedule = item.is === 'group' && item.fields.some(({ name }) => name === 'due');
  return isSchedule ? STEPS[columns] : undefined;
}

/** A quantity of which only the figure is said is exact. */
function itemOf(places: readonly string[], cells: readonly string[]): Values {
  const values: Values = {};
  places.forEach((place, i) => {
    const steps = place.split('.');
    const last = steps.pop() as string;
    let within = values;
    for (const step of steps) {
      within[step] ??= step === 'quantity' ? { qualifier: 'exact' } : {};
      within = within[step] as Values;
    }
    within[last] = cells[i] ?? '';
  });
  return values;
}
