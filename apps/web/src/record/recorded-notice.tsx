import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Icon } from '../design/icon.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { type JustRecorded, sayRecorded } from './just-recorded.ts';
import { RetractSheet } from './retract-sheet.tsx';

/** What has just been recorded, and the way to take it back. */
export function RecordedNotice({ recorded }: { readonly recorded: JustRecorded }) {
  const { t } = useLingui();
  const { word } = useWords();
  const [asking, setAsking] = useState(false);
  const { position, type, event } = recorded;
  const isRetraction = type === 'EventRetracted';
  return (
    <div
      data-testid="recorded-notice"
      className="no-print mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md bg-wash px-3 py-1.5"
    >
      <p className="flex min-w-0 flex-1 flex-wrap items-center">
        <Icon name="check" />
        <span className="ml-2 font-medium">
          {event === null ? <Trans>Nothing new: the book said this already.</Trans> : null}
          {event !== null ? <Trans>Recorded at position {position}</Trans> : null}
        </span>
        {event !== null ? <span className="text-soft"> · {word(EVENT_WORDS, type)}</span> : null}
      </p>
      {event !== null && !isRetraction ? (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          <Trans>Undo</Trans>
        </button>
      ) : null}
      <button type="button" className="button button-quiet" aria-label={t`Close`} onClick={() => sayRecorded(null)}>
        <Icon name="close" />
      </button>
      {asking ? <RetractSheet recorded={recorded} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
