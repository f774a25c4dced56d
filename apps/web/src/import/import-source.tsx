import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Note } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import type { ImportDraft } from './import-draft.ts';
import type { ImportText } from './import-file.ts';

interface ImportSourceProps {
  readonly draft: ImportDraft;
  readonly given: ImportText | null;
  readonly onText: (text: string, name: string) => void;
  readonly onClear: () => void;
}

/** Bytes of a file that a page takes; more goes by the command line, which streams. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Characters that a text field shows without becoming slow. */
const MOST_SHOWN = 200_000;

/** Where the events come from: a chosen or dropped file, or what was pasted. */
export function ImportSource({ draft, given, onText, onClear }: ImportSourceProps) {
  const { t } = useLingui();
  const id = useId();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    setTooLarge(file && file.size > MOST_BYTES ? file.name : null);
    if (file && file.size <= MOST_BYTES) onText(await file.text(), file.name);
  };
  return (
    <Section
      title={<Trans>What is imported</Trans>}
      note={
        <Trans>
          A table whose first row names the columns (CSV, or pasted from a spreadsheet), or a line of JSON for each
          event.{' '}
          <a href="/api/import-template.csv" download className="linklike">
            A table to start from
          </a>
        </Trans>
      }
      testId="import-source"
    >
      <div
        className="grid gap-3 p-4"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <div className="flex flex-wrap items-center gap-3">
          <label className="min-w-0 max-w-full">
            <span className="eyebrow mb-1 block">
              <Trans>A file (or drop it here)</Trans>
            </span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson"
              className="max-w-full file:mr-3 file:rounded-md file:border file:border-line file:bg-surface file:px-3 file:py-1.5 file:font-medium file:text-ink"
              onChange={(event) => void take(event.target.files?.[0])}
            />
          </label>
          {draft.text ? (
            <button type="button" className="button button-quiet self-end" onClick={onClear}>
              <Trans>Start again</Trans>
            </button>
          ) : null}
        </div>
        {draft.text.length > MOST_SHOWN ? null : (
          <div>
            <label htmlFor={id} className="eyebrow mb-1 block">
              <Trans>Or the rows themselves</Trans>
            </label>
            <textarea
              id={id}
              name="import-text"
              rows={7}
              wrap="off"
              spellCheck={false}
              className="field font-mono whitespace-pre"
              placeholder={t`Paste from a spreadsheet, with the row that names the columns`}
              value={draft.text}
              onChange={(event) => onText(event.target.value, '')}
            />
          </div>
        )}
        {tooLarge ? (
          <Note tone="bad">
            <Trans>{tooLarge} is larger than a page can take: import it by the command line.</Trans>
          </Note>
        ) : null}
        <p role="status" className="text-soft" data-testid="import-understood">
          {given ? <Understood given={given} name={draft.name} /> : null}
        </p>
      </div>
    </Section>
  );
}

function Understood({ given, name }: { readonly given: ImportText; readonly name: string }) {
  const count = given.is === 'table' ? given.rows.length : given.lines.length;
  return (
    <>
      {name ? <span className="font-medium text-ink">{name}: </span> : null}
      {given.is === 'table' ? (
        <Plural value={count} one="a table with # row" other="a table with # rows" />
      ) : (
        <Plural value={count} one="# line of JSON" other="# lines of JSON" />
      )}
      {given.is === 'table' && given.brokenAt !== null ? (
        <span className="block font-medium text-bad">
          <Trans>
            A quote is opened on line {given.brokenAt} and never closed: nothing after it can be told apart.
          </Trans>
        </span>
      ) : null}
    </>
  );
}
