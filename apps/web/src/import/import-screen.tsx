import '../app/zod-without-eval.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace } from '../app/place.ts';
import { ScreenHead } from '../design/screen-head.tsx';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import { ColumnTable } from './column-table.tsx';
import { type ImportDraft, keepImport, loadImport, NO_DRAFT } from './import-draft.ts';
import { columnPlaces, PLAIN_READING, readImport, sendable } from './import-file.ts';
import { ImportOutcome } from './import-outcome.tsx';
import { ImportSource } from './import-source.tsx';
import { rowKeys } from './row-keys.ts';
import { SameForAll } from './same-for-all.tsx';
import { useImportRun } from './use-import-run.ts';

/** Many events at once: from a file or a spreadsheet, tried out before anything is recorded. */
export function ImportScreen() {
  const { t } = useLingui();
  const { word } = useWords();
  const { book } = useCurrentBook();
  const [draft, setDraft] = useState(() => loadImport(book));
  const [onError, setOnError] = useState<'stop' | 'skip'>('stop');
  const run = useImportRun(book);
  const given = useMemo(() => readImport(draft.text), [draft.text]);
  const places =
    given?.is === 'table' ? columnPlaces(given.headers, draft.reading, (name) => word(FIELD_WORDS, name)) : [];

  const change = (next: ImportDraft) => {
    setDraft(next);
    keepImport(book, next);
    // A verdict on what stood there before is no verdict.
    run.forget();
  };
  const start = async (dryRun: boolean) => {
    if (!given) return;
    const file = await sendable(given, places, draft.reading, rowKeys());
    await run.start(file, { dryRun, onError: dryRun ? 'skip' : onError });
  };
  const canTry = given !== null && run.state !== 'running';
  const tried = run.state === 'over' && run.progress?.dryRun === true && run.progress.ended?.done === true;

  return (
    <>
      <ScreenHead
        title={t`Import`}
        actions={
          <Link to="/record" search={keepPlace()} className="button">
            <Trans>Record one event</Trans>
          </Link>
        }
      >
        <Trans>
          Many events at once, from a file or a spreadsheet. They are tried out first; nothing is recorded until you say
          so.
        </Trans>
      </ScreenHead>
      <div className="grid gap-4">
        <ImportSource
          draft={draft}
          given={given}
          onText={(text, name) =>
            change({ text, name, reading: sameColumns(text, draft.text) ? draft.reading : PLAIN_READING })
          }
          onClear={() => change(NO_DRAFT)}
        />
        {given?.is === 'table' ? (
          <>
            <ColumnTable
              table={given}
              places={places}
              reading={draft.reading}
              onChange={(reading) => change({ ...draft, reading })}
            />
            <SameForAll
              table={given}
              places={places}
              reading={draft.reading}
              onChange={(reading) => change({ ...draft, reading })}
            />
          </>
        ) : null}
        {given ? (
          <ImportOutcome
            run={run}
            total={given.is === 'table' ? given.rows.length : given.lines.length}
            onError={onError}
            onErrorChange={setOnError}
            canTry={canTry}
            canRecord={tried && (run.progress?.totals.recorded ?? 0) > 0}
            onTry={() => void start(true)}
            onRecord={() => void start(false)}
          />
        ) : null}
      </div>
    </>
  );
}

/** A table that was mended, or a new one of the same make, is read as the one before. */
function sameColumns(text: string, before: string): boolean {
  const first = (each: string) => each.split(/\r|\n/, 1)[0]?.trim();
  return first(text) === first(before);
}
