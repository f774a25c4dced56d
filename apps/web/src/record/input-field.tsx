import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { CHOICE_WORDS, FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import {
  ACCOUNT_WORDS,
  KIND_WORDS,
  METRIC_WORDS,
  QUALIFIER_WORDS,
  RIGHT_WORDS,
  TIER_WORDS,
} from '../words/vocabulary.ts';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import { suggestionsFor } from './use-suggestions.ts';
import { ViolationNotes } from './violation-notes.tsx';

export const CHOICES = {
  ...CHOICE_WORDS,
  ...QUALIFIER_WORDS,
  ...TIER_WORDS,
  ...METRIC_WORDS,
  ...RIGHT_WORDS,
  ...KIND_WORDS,
  ...ACCOUNT_WORDS,
};
/** Texts that need more than a line. */
const LONG: ReadonlySet<string> = new Set(['excerpt', 'reason', 'text', 'scope']);

/** The name of a leg that an announcement or an amendment brings. */
const NEW_LEG = /\/leg\/leg$|\/legs\/\d+\/leg$/;
const OF_THE_DEAL: ReadonlySet<string> = new Set(['leg', 'legs', 'right']);

/** Fields that share a name with others, and mean something of their own. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  'EventCorrected/data/effectiveOn': 'correctedEffectiveOn',
  'LegNovated/data/to': 'novatedTo',
};

interface InputFieldProps extends SpecFieldProps {
  readonly hideLabel?: boolean;
}

/** One value: a text, a number, a date, a choice or a yes. */
export function InputField({ spec, name, pointer, optional = false, hideLabel = false }: InputFieldProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const { type, read, write, violationsAt, suggestions } = useFormState();
  const id = useId();
  const value = read(pointer);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const given = {
    id,
    name: pointer,
    'aria-invalid': violationsAt.has(pointer),
    'aria-describedby': violationsAt.has(pointer) ? `${id}-refused` : undefined,
    className: 'field',
  };
  const options = spec.is === 'date' ? [] : suggestionsFor(name, suggestions);
  // A leg or right that must exist already is chosen, not typed; one that is being added gets a new name.
  const mustExist = OF_THE_DEAL.has(name) && options.length > 0 && !NEW_LEG.test(pointer);
  const label = word(FIELD_WORDS, SAID_OTHERWISE[`${type}${pointer}`] ?? name);

  if (spec.is === 'flag') {
    return (
      <div className="self-end py-2">
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            name={pointer}
            checked={value === true}
            aria-invalid={violationsAt.has(pointer)}
            aria-describedby={given['aria-describedby']}
            onChange={(event) => write(pointer, event.target.checked)}
            className="size-4 accent-accent"
          />
          {label}
        </label>
        <ViolationNotes pointer={pointer} id={`${id}-refused`} />
      </div>
    );
  }
  return (
    <div className={`min-w-0 ${LONG.has(name) ? 'col-span-full' : ''}`}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'eyebrow mb-1 flex justify-between gap-2'}>
        <span>{label}</span>
        {optional && !hideLabel ? (
          <span className="font-normal">
            <Trans>optional</Trans>
          </span>
        ) : null}
      </label>
      {spec.is === 'choice' ? (
        <select {...given} value={text} onChange={(event) => write(pointer, event.target.value)}>
          <option value="">{t`choose`}</option>
          {spec.choices.map((choice) => (
            <option key={choice} value={choice}>
              {word(CHOICES, choice)}
            </option>
          ))}
        </select>
      ) : mustExist ? (
        <select {...given} value={text} onChange={(event) => write(pointer, event.target.value)}>
          <option value="">{t`choose`}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {`${option.value} · ${option.label}`}
            </option>
          ))}
        </select>
      ) : LONG.has(name) ? (
        <textarea {...given} rows={2} value={text} onChange={(event) => write(pointer, event.target.value)} />
      ) : (
        <input
          {...given}
          type={spec.is === 'date' ? 'date' : 'text'}
          inputMode={spec.is === 'decimal' ? 'decimal' : spec.is === 'whole' ? 'numeric' : undefined}
          autoComplete="off"
          spellCheck={spec.is === 'text'}
          list={options.length > 0 ? `${id}-list` : undefined}
          className={`field ${spec.is === 'decimal' ? 'text-right' : ''}`}
          value={text}
          onChange={(event) => write(pointer, event.target.value)}
        />
      )}
      {options.length > 0 && !mustExist ? (
        <datalist id={`${id}-list`}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </datalist>
      ) : null}
      <ViolationNotes pointer={pointer} id={`${id}-refused`} />
    </div>
  );
}
