import { Plural, Trans } from '@lingui/react/macro';
import { type Command, commandSchema } from '@offtake/deals/command';
import { useMemo } from 'react';
import type { Violation } from '../api/request.ts';
import { Reason } from '../record/violation-notes.tsx';
import { violationsOf } from '../record/violations.ts';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import { PostingsTable } from './postings-table.tsx';
import { type Preview, usePreview } from './use-preview.ts';

interface PreviewPanelProps {
  /** The command as JSON, as far as it is filled in. */
  readonly said: string;
  /** Shows a refusal at its field. */
  readonly onShow: (refusal: Violation) => void;
}

/** What the event will do to the book, before it is sent: its postings, or why it would be refused. */
export function PreviewPanel({ said, onShow }: PreviewPanelProps) {
  const { command, missing } = useMemo(() => readSo(said), [said]);
  const preview = usePreview(command);
  return (
    <section
      data-testid="preview"
      data-says={command ? preview.says : 'incomplete'}
      className="rounded-md bg-sunken p-3"
    >
      <h3 className="eyebrow mb-1">
        <Trans>What this will do</Trans>
      </h3>
      <div role="status">
        {command ? <Verdict preview={preview} onShow={onShow} /> : <Missing violations={missing} />}
      </div>
      {command && preview.says === 'recorded' && preview.postings.length > 0 ? (
        <PostingsTable postings={preview.postings} />
      ) : null}
    </section>
  );
}

function readSo(said: string): { readonly command: Command | null; readonly missing: readonly Violation[] } {
  const { success, data, error } = commandSchema.safeParse(JSON.parse(said));
  return success ? { command: data, missing: [] } : { command: null, missing: violationsOf(error.issues) };
}

/** Fields that are named while they are still wanted; more would be a second form. */
const MOST_NAMED = 4;

function Missing({ violations }: { readonly violations: readonly Violation[] }) {
  const { word } = useWords();
  const names = violations.map(({ path }) =>
    word(FIELD_WORDS, path.split('/').findLast((step) => !/^\d*$/.test(step)) ?? ''),
  );
  const named = [...new Set(names)].filter(Boolean).slice(0, MOST_NAMED);
  const fields = named.join(', ');
  return (
    <p className="text-soft">
      <Trans>Its postings will stand here once this is filled in: {fields}.</Trans>
    </p>
  );
}

function Verdict({ preview, onShow }: { readonly preview: Preview; readonly onShow: (refusal: Violation) => void }) {
  switch (preview.says) {
    case 'waiting':
      return (
        <p className="text-soft">
          <Trans>Asking what the book would say…</Trans>
        </p>
      );
    case 'unknown':
      return (
        <p className="text-soft">
          <Trans>No preview is possible here. The book decides when the event is sent.</Trans>
        </p>
      );
    case 'accepted':
      return (
        <p className="text-soft">
          <Trans>The book would take this. It is too long for its postings to be made here.</Trans>
        </p>
      );
    case 'unchanged':
      return (
        <p className="font-medium">
          <Trans>Nothing: the book says this already.</Trans>
        </p>
      );
    case 'refused':
      return (
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="font-medium text-bad [overflow-wrap:anywhere]">
            <Trans>
              The book would refuse this: <Reason violation={preview.refusal} />
            </Trans>
          </span>
          <button type="button" className="linklike" onClick={() => onShow(preview.refusal)}>
            <Trans>Show where</Trans>
          </button>
        </p>
      );
    case 'recorded':
      return preview.postings.length === 0 ? (
        <p className="font-medium">
          <Trans>It is recorded and moves no amount.</Trans>
        </p>
      ) : (
        <p className="font-medium">
          <Plural value={preview.postings.length} one="It makes # posting." other="It makes # postings." />
        </p>
      );
  }
}
