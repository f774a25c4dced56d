import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { Note } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import type { ImportProgress } from './import-progress.ts';
import type { ImportRun } from './use-import-run.ts';
import { VerdictTable } from './verdict-table.tsx';

interface ImportOutcomeProps {
  readonly run: ImportRun;
  /** How many events there are to import. */
  readonly total: number;
  readonly onError: 'stop' | 'skip';
  readonly onErrorChange: (onError: 'stop' | 'skip') => void;
  readonly canTry: boolean;
  readonly canRecord: boolean;
  readonly onTry: () => void;
  readonly onRecord: () => void;
}

/** First what would become of the events, then what did. */
export function ImportOutcome(props: ImportOutcomeProps) {
  const { t } = useLingui();
  const { run, total, onError, onErrorChange, canTry, canRecord, onTry, onRecord } = props;
  const { progress, state, problem } = run;
  const wouldRecord = progress?.dryRun ? progress.totals.recorded : 0;
  return (
    <Section title={<Trans>Outcome</Trans>} testId="import-outcome">
      <div className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center gap-3">
          <button
            type="button"
            className={`button ${canRecord ? '' : 'button-strong'}`}
            disabled={!canTry}
            onClick={onTry}
          >
            <Trans>Try it out</Trans>
          </button>
          {canRecord ? (
            <>
              <button type="button" className="button button-strong" onClick={onRecord}>
                <Plural value={wouldRecord} one="Record # event" other="Record # events" />
              </button>
              <select
                aria-label={t`When a line is refused`}
                className="picker"
                value={onError}
                onChange={(event) => onErrorChange(event.target.value as 'stop' | 'skip')}
              >
                <option value="stop">{t`stop at the first refused line`}</option>
                <option value="skip">{t`leave refused lines out`}</option>
              </select>
            </>
          ) : null}
          {state === 'running' ? (
            <button type="button" className="button" onClick={run.stop}>
              <Trans>Stop</Trans>
            </button>
          ) : null}
        </div>
        {state === 'running' && progress ? (
          <progress
            className="progress"
            aria-label={t`Lines that are through`}
            max={total}
            value={progress.totals.lines}
          />
        ) : null}
        <div role="status">
          {progress && (progress.ended || !problem) ? (
            <Summary progress={progress} running={state === 'running'} />
          ) : null}
        </div>
        {problem ? (
          <Note tone="bad">
            {problem.status === 403 ? <Trans>You may read this book, but not record in it.</Trans> : null}
            {problem.status === 0 ? (
              <Trans>The connection broke off. Send it again: nothing is recorded twice.</Trans>
            ) : null}
            {[0, 403].includes(problem.status) ? null : problem.message}
          </Note>
        ) : null}
      </div>
      {progress && progress.lines.length > 0 ? <VerdictTable progress={progress} /> : null}
    </Section>
  );
}

function Summary({ progress, running }: { readonly progress: ImportProgress; readonly running: boolean }) {
  const { dryRun, totals, ended } = progress;
  const { recorded, unchanged, replayed, refused, lines } = totals;
  if (!ended) {
    return (
      <p className="text-soft">
        {running ? <Trans>{lines} lines are through…</Trans> : <Trans>Stopped. What was recorded stays.</Trans>}
      </p>
    );
  }
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap gap-x-5 gap-y-1" data-testid="import-totals">
        <span className="font-medium">
          {dryRun ? (
            <Plural value={recorded} one="# would be recorded" other="# would be recorded" />
          ) : (
            <Plural value={recorded} one="# recorded" other="# recorded" />
          )}
        </span>
        {unchanged > 0 ? (
          <span className="text-soft">
            <Plural value={unchanged} one="# says nothing new" other="# say nothing new" />
          </span>
        ) : null}
        {replayed > 0 ? (
          <span className="text-soft">
            <Plural value={replayed} one="# was recorded before" other="# were recorded before" />
          </span>
        ) : null}
        {refused > 0 ? (
          <span className="font-medium text-bad">
            <Plural value={refused} one="# refused" other="# refused" />
          </span>
        ) : null}
      </p>
      {ended.reason ? <p className="font-medium text-bad">{ended.reason}</p> : null}
      {ended.nextLine !== null ? (
        <p>
          <Trans>
            It stands at line {ended.nextLine}. Mend that line and send all of it again: what is recorded is not
            recorded twice.
          </Trans>
        </p>
      ) : null}
      {!dryRun && recorded > 0 ? (
        <p>
          <Link to="/feed" search={keepPlace()} className="linklike">
            <Trans>See what was recorded</Trans>
          </Link>
        </p>
      ) : null}
    </div>
  );
}
