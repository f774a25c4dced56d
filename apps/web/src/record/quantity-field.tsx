import { Trans } from '@lingui/react/macro';
import { parseDecimal } from '@offtake/deals/amount';
import { wordyNumber } from '../numbers/format-amount.ts';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import type { NamedField, SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { InputField } from './input-field.tsx';
import { UnitField } from './unit-field.tsx';
import { ViolationNotes } from './violation-notes.tsx';

interface QuantityFieldProps extends SpecFieldProps {
  readonly fields: readonly NamedField[];
}

/** A quantity on one line: how it is qualified, its figures, its unit; and the figure in words, against lost zeros. */
export function QuantityField({ pointer, name, fields }: QuantityFieldProps) {
  const { word, locale } = useWords();
  const { read } = useFormState();
  const values = (read(pointer) ?? {}) as Values;
  const qualifier = fields.find((field) => field.name === 'qualifier');
  const figures = fields.filter((field) => field.spec.is === 'decimal');
  const inWords = figures
    .map((field) => String(values[field.name] ?? ''))
    .filter(isDecimal)
    .map((figure) => wordyNumber(locale, figure));
  return (
    <fieldset className="col-span-full min-w-0">
      <legend className="eyebrow mb-1">{word(FIELD_WORDS, name)}</legend>
      <div className="flex flex-wrap items-start gap-2">
        {qualifier ? (
          <div className="w-32">
            <InputField hideLabel {...qualifier} pointer={`${pointer}/qualifier`} />
          </div>
        ) : null}
        {figures.map((field) => (
          <div key={field.name} className="min-w-36 flex-1 sm:max-w-56">
            <InputField hideLabel={figures.length === 1} {...field} pointer={`${pointer}/${field.name}`} />
          </div>
        ))}
        <div className="w-28">
          <UnitField pointer={`${pointer}/unit`} />
        </div>
      </div>
      {inWords.length > 0 ? (
        <p className="mt-1 text-label text-faint">
          <Trans>
            in words: {inWords.join(' – ')} {String(values['unit'] ?? '')}
          </Trans>
        </p>
      ) : null}
      <ViolationNotes pointer={pointer} />
    </fieldset>
  );
}

function isDecimal(text: string): boolean {
  if (!/^-?\d+(\.\d{1,6})?$/.test(text)) return false;
  return parseDecimal(text) !== 0n;
}
