import { Plural, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { EVENT_WORDS } from '../words/event-words.ts';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import { ViolationNotes } from './violation-notes.tsx';

/** An event of the stream, chosen from its history. */
export function ReferenceField({ pointer, name }: SpecFieldProps) {
  const { t } = useLingui();
  const { word, day } = useWords();
  const { read, write, violationsAt, suggestions } = useFormState();
  const id = useId();
  const count = suggestions.events.length;
  return (
    <div className="col-span-full min-w-0">
      <label htmlFor={id} className="eyebrow mb-1 flex gap-2">
        {word(FIELD_WORDS, name)}
        <span className="font-normal">
          <Plural value={count} one="# event in this stream" other="# events in this stream" />
        </span>
      </label>
      <select
        id={id}
        name={pointer}
        className="field"
        aria-invalid={violationsAt.has(pointer)}
        value={String(read(pointer) ?? '')}
        onChange={(event) => write(pointer, event.target.value)}
      >
        <option value="">{t`choose`}</option>
        {suggestions.events.map((event) => (
          <option key={event.event} value={event.event}>
            {`${t`№ ${event.position}`} · ${word(EVENT_WORDS, event.type)} · ${day(event.announcedOn)}`}
          </option>
        ))}
      </select>
      <ViolationNotes pointer={pointer} />
    </div>
  );
}
