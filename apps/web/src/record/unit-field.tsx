import { useLingui } from '@lingui/react/macro';
import { useEffect, useId } from 'react';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { unitsWithin } from './leg-fields.ts';
import { ViolationNotes } from './violation-notes.tsx';

/** The unit of a quantity: chosen where the leg leaves only some, else typed. */
export function UnitField({ pointer }: { readonly pointer: string }) {
  const { t } = useLingui();
  const { read, write, violationsAt, suggestions } = useFormState();
  const id = useId();
  const value = String(read(pointer) ?? '');
  const around = outwards(pointer).map((at) => (read(at) ?? {}) as Values);
  const { units, closed } = unitsWithin(around, suggestions);
  // What can be in one unit alone is in that one.
  const only = closed && units.length === 1 ? units[0] : undefined;
  useEffect(() => {
    if (only !== undefined && value === '') write(pointer, only);
  });
  const given = {
    id,
    name: pointer,
    value,
    className: 'field',
    'aria-label': t`Unit`,
    'aria-invalid': violationsAt.has(pointer),
    'aria-describedby': violationsAt.has(pointer) ? `${id}-refused` : undefined,
    onChange: (event: { target: { value: string } }) => write(pointer, event.target.value),
  };
  return (
    <>
      {closed ? (
        <select {...given}>
          <option value="">{t`choose`}</option>
          {[...new Set([...units, ...(value ? [value] : [])])].map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </select>
      ) : (
        <>
          <input {...given} type="text" autoComplete="off" spellCheck={false} list={`${id}-list`} />
          <datalist id={`${id}-list`}>
            {units.map((unit) => (
              <option key={unit} value={unit} />
            ))}
          </datalist>
        </>
      )}
      <ViolationNotes pointer={pointer} id={`${id}-refused`} />
    </>
  );
}

/** The pointers of everything that a pointer stands in, from the nearest outwards. */
function outwards(pointer: string): readonly string[] {
  const steps = pointer.split('/');
  return steps.slice(1).map((_, i) => steps.slice(0, steps.length - 1 - i).join('/'));
}
