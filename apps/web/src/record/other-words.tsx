import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { presentDataOf } from './present-data.ts';

/** Other words for an event: a copy of its present data to be edited, or, of a dispute, none that are known. */
export function OtherWords({ pointer, name, optional, children }: SpecFieldProps & { readonly children: ReactNode }) {
  const { word } = useWords();
  const { read, write, suggestions } = useFormState();
  const about = String((read('/data') as Values | undefined)?.['event'] ?? '');
  if (children === null) {
    return (
      <p className="col-span-full text-soft">
        <Trans>Choose the event first: its data will stand here, to be changed.</Trans>
      </p>
    );
  }
  const isKnown = !optional || hasFields(read(pointer));
  return (
    <fieldset className="col-span-full min-w-0 border-l-2 border-line pl-4">
      <legend className="mb-2 font-medium text-soft">{word(FIELD_WORDS, name)}</legend>
      {optional ? (
        <label className="mb-3 flex items-center gap-2">
          <input
            type="checkbox"
            name={`${pointer}/known`}
            checked={isKnown}
            onChange={(event) => write(pointer, event.target.checked ? presentDataOf(suggestions.events, about) : null)}
            className="size-4 accent-accent"
          />
          <Trans>The other version is known: change below what it says otherwise.</Trans>
        </label>
      ) : null}
      {isKnown ? children : null}
    </fieldset>
  );
}

function hasFields(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
