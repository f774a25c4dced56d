import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useBookHistory } from '../time/book-history.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import type { ImportProgress, LineVerdict } from './import-progress.ts';
import { VERDICT_WORDS } from './import-words.ts';
import { LineReason } from './line-reason.tsx';

/** Rows that are drawn at first, and each time that more are wanted. */
const ROWS_AT_ONCE = 100;

/** Line by line what becomes of an import; what is refused can be looked at alone. */
export function VerdictTable({ progress: { lines, totals } }: { readonly progress: ImportProgress }) {
  const { t } = useLingui();
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const chosen = onlyRefused ? lines.filter(({ verdict }) => verdict === 'refused') : lines;
  const untold = totals.lines - lines.length;
  return (
    <div className="border-t border-line">
      {totals.refused > 0 ? (
        <label className="flex items-center gap-2 px-4 py-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={onlyRefused}
            onChange={(event) => setOnlyRefused(event.target.checked)}
          />
          <Trans>Only what is refused</Trans>
        </label>
      ) : null}
      {/* A region that scrolls sideways has to be reachable by keyboard. */}
      <div className="overflow-x-auto px-4" tabIndex={0} role="region" aria-label={t`Line by line`}>
        <table className="w-full min-w-[40rem] border-collapse" data-testid="import-lines">
          <thead>
            <tr className="eyebrow text-left">
              <th scope="col" className="w-16 py-1 pr-4 text-right font-medium">
                <Trans>Line</Trans>
              </th>
              <th scope="col" className="py-1 pr-4 font-medium">
                <Trans>Event</Trans>
              </th>
              <th scope="col" className="py-1 pr-4 font-medium">
                <Trans>Verdict</Trans>
              </th>
              <th scope="col" className="w-1/2 py-1 font-medium">
                <Trans>Rule and place</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {chosen.slice(0, most).map((line) => (
              <LineRow key={line.line} of={line} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="flex flex-wrap items-center gap-3 px-4 py-3 text-soft">
        {chosen.length > most ? (
          <button type="button" className="button" onClick={() => setMost(most + ROWS_AT_ONCE)}>
            <Trans>Show more lines</Trans>
          </button>
        ) : null}
        {untold > 0 ? <Trans>{untold} more lines are counted above, and not told one by one.</Trans> : null}
      </p>
    </div>
  );
}

function LineRow({ of: { line, type, stream, verdict, violations } }: { readonly of: LineVerdict }) {
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  const isRefused = verdict === 'refused';
  return (
    <tr data-line={line} data-verdict={verdict} className="border-t border-line align-baseline">
      <td className="py-1.5 pr-4 text-right">{line}</td>
      <td className="py-1.5 pr-4">
        {type ? word(EVENT_WORDS, type) : '–'}
        {stream ? <span className="block text-label text-faint">{titleOf(stream)}</span> : null}
      </td>
      <td className={`py-1.5 pr-4 whitespace-nowrap ${isRefused ? 'font-medium text-bad' : 'text-soft'}`}>
        {word(VERDICT_WORDS, verdict)}
      </td>
      <td className="py-1.5">
        {violations.map((violation, i) => (
          <LineReason key={i} violation={violation} />
        ))}
      </td>
    </tr>
  );
}
