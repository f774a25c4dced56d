import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../api/request.ts';
import { keepWatch, type Watch, watchesRead } from '../api/watches.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Section } from '../design/section.tsx';
import { draftName, dropDraft, keepDraft, loadDraft } from '../record/drafts.ts';
import { emptyFields, type Fields, fieldsOf } from './form-fields.ts';
import { useChoices } from './use-choices.ts';
import { WatchForm } from './watch-form.tsx';

interface WatchEditorProps {
  /** The one that is changed; null: a new one. */
  readonly watch: Watch | null;
  /** What a new one is about: `party/openai`. */
  readonly subject: string;
  readonly onDone: (kept: string | null) => void;
}

/** Makes a watch, or changes one. What is filled in outlives a reload. */
export function WatchEditor({ watch, subject, onDone }: WatchEditorProps) {
  const { book } = useCurrentBook();
  const queries = useQueryClient();
  const choices = useChoices();
  const draft = draftName(book, 'watch', watch?.watch ?? subject);
  const [{ fields, slug }, setTyped] = useState(() => firstTyped(draft, watch, subject));
  const change = (next: Fields) => {
    keepDraft(draft, { values: { ...next }, idempotencyKey: slug });
    setTyped({ fields: next, slug });
  };
  const keeping = useMutation<Watch, Problem, Watch>({
    mutationFn: (kept) => keepWatch(book, kept),
    onSuccess: async (kept) => {
      dropDraft(draft);
      const { queryKey } = watchesRead(book);
      queries.setQueryData<readonly Watch[]>(queryKey, (watches = []) =>
        watches.some((each) => each.watch === kept.watch)
          ? watches.map((each) => (each.watch === kept.watch ? kept : each))
          : [...watches, kept],
      );
      onDone(kept.watch);
      await queries.invalidateQueries({ queryKey });
    },
  });
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('select, input')?.focus();
  }, []);
  return (
    <div ref={form}>
      <Section title={watch ? <Trans>Change the watch</Trans> : <Trans>A new watch</Trans>}>
        <WatchForm
          fields={fields}
          onChange={change}
          choices={choices}
          problem={keeping.error}
          busy={keeping.isPending}
          isNew={watch === null}
          onSubmit={(terms) => keeping.mutate({ watch: slug, terms })}
          onCancel={() => {
            dropDraft(draft);
            onDone(null);
          }}
        />
      </Section>
    </div>
  );
}

/** A new watch has its name from the first moment on, so that a request that is sent again makes no second one. */
function firstTyped(draft: string, watch: Watch | null, subject: string): { fields: Fields; slug: string } {
  const kept = loadDraft(draft);
  if (kept) return { fields: kept.values as unknown as Fields, slug: kept.idempotencyKey };
  if (watch) return { fields: fieldsOf(watch.terms), slug: watch.watch };
  return { fields: emptyFields(subject, 'payment USD'), slug: crypto.randomUUID() };
}
