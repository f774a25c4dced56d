import { Trans } from '@lingui/react/macro';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { send } from '../api/request.ts';
import { Note } from '../design/panel.tsx';
import { ScreenNotFetched } from './lazy-screen.ts';

/** A screen whose code did not come, as while nothing answers, or that broke. */
export function BrokenScreen({ error }: ErrorComponentProps) {
  const message = error instanceof Error ? error.message : String(error);
  return (
    <Note tone="bad">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {error instanceof ScreenNotFetched ? (
          <Trans>This screen could not be fetched.</Trans>
        ) : (
          <Trans>This screen is broken: {message}</Trans>
        )}
      </span>
      <button type="button" className="button" onClick={() => void openAgain()}>
        <Trans>Try again</Trans>
      </button>
    </Note>
  );
}

/**
 * Some browsers do not fetch again what a page has fetched in vain, so the page is opened anew; the URL holds all that it
 * shows. Only where something answers: a browser's own page about what is offline would be in its place.
 */
async function openAgain(): Promise<void> {
  const answers = await send('/').catch(() => null);
  if (answers) location.reload();
}
