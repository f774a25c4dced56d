import { Trans, useLingui } from '@lingui/react/macro';
import type { ClipboardEvent, ReactNode } from 'react';
import { Icon } from '../design/icon.tsx';
import { FIELD_WORDS } from '../words/field-words.ts';
import { ADD_WORDS } from '../words/list-words.ts';
import { useWords } from '../words/use-words.ts';
import type { FieldSpec, SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import { blankOf } from './form-values.ts';
import { pastedRows } from './pasted-rows.ts';
import { ViolationNotes } from './violation-notes.tsx';

interface ListFieldProps extends SpecFieldProps {
  readonly item: FieldSpec;
  readonly renderItem: (field: SpecFieldProps) => ReactNode;
}

/** Any number of the same: added, filled in, taken out. */
export function ListField({ item, name, pointer, renderItem }: ListFieldProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const { read, write } = useFormState();
  const items = (read(pointer) ?? []) as readonly unknown[];
  const label = word(FIELD_WORDS, name);
  const small = item.is !== 'group' && item.is !== 'variant';
  const without = (index: number) => items.filter((_, i) => i !== index);
  // Rows of a spreadsheet go into the list that they are pasted in, after what is filled in there.
  const paste = (event: ClipboardEvent) => {
    if ((event.target as HTMLElement).matches('textarea')) return;
    const rows = pastedRows(event.clipboardData.getData('text/plain'), item, (field) => word(FIELD_WORDS, field));
    if (!rows) return;
    event.preventDefault();
    event.stopPropagation();
    write(pointer, [...items.filter((each) => each !== ''), ...rows]);
  };
  return (
    <fieldset className="col-span-full min-w-0" aria-label={label} onPaste={paste}>
      <div className="mb-1 flex items-center justify-between gap-4">
        <span className={small ? 'eyebrow' : 'text-body font-medium'}>{label}</span>
      </div>
      <ul className="grid gap-2">
        {items.map((_, i) => (
          <li
            key={i}
            className={small ? 'flex max-w-md items-start gap-2' : 'rounded-md border border-line bg-page p-3'}
          >
            {small ? (
              <div className="min-w-0 flex-1">{renderItem({ spec: item, name, pointer: `${pointer}/${i}` })}</div>
            ) : (
              renderItem({ spec: item, name, pointer: `${pointer}/${i}` })
            )}
            <button
              type="button"
              aria-label={t`Remove ${label} ${i + 1}`}
              className={`button button-quiet ${small ? 'mt-5' : 'mt-2'}`}
              onClick={() => write(pointer, without(i))}
            >
              {small ? <Icon name="close" /> : <Trans>Remove</Trans>}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        data-testid={`add-${name}`}
        className="button mt-2"
        onClick={() => write(pointer, [...items, blankOf(item)])}
      >
        <Icon name="add" />
        {word(ADD_WORDS, name)}
      </button>
      <ViolationNotes pointer={pointer} />
    </fieldset>
  );
}
