import { Plural, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { BookEvent } from '../api/shapes.ts';
import { Versions } from '../deals/versions.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import { nameableEvents, openAlternativeOf, presentDataOf } from './present-data.ts';
import { ViolationNotes } from './violation-notes.tsx';

/** An event of the stream, chosen from its history. */
export function ReferenceField({ pointer, name }: SpecFieldProps) {
  const { t } = useLingui();
  const { word, day } = useWords();
  const { type, read, write, violationsAt, suggestions } = useFormState();
  const id = useId();
  const events = nameableEvents(type, suggestions.events);
  const count = events.length;
  return (
    <div className="col-span-full min-w-0">
      <label htmlFor={id} className="eyebrow mb-1 flex gap-2">
        {word(FIELD_WORDS, name)}
        <span className="font-normal">
          <Plural value={count} one="# event can be named" other="# events can be named" />
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
        {events.map((event) => (
          <option key={event.event} value={event.event}>
            {`${t`№ ${event.position}`} · ${word(EVENT_WORDS, event.type)} · ${day(event.announcedOn)}`}
          </option>
        ))}
      </select>
      <ViolationNotes pointer={pointer} />
      {type === 'DisputeResolved' ? <Disputed stream={suggestions.events} event={String(read(pointer) ?? '')} /> : null}
    </div>
  );
}

/** What the ruling decides between. */
function Disputed({ stream, event }: { readonly stream: readonly BookEvent[]; readonly event: string }) {
  const recorded = presentDataOf(stream, event);
  if (!recorded) return null;
  return (
    <div className="mt-3 rounded-md border border-line bg-page p-3">
      <Versions recorded={recorded} alternative={openAlternativeOf(stream, event)} />
    </div>
  );
}
