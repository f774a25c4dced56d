import { Plural, Trans } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import type { Connection, ConnectionState } from './connection-machine.ts';
import { useConnection } from './live-book.tsx';

const TONE: Readonly<Record<ConnectionState, string>> = {
  connecting: 'bg-faint',
  live: 'bg-live',
  lagging: 'bg-warn',
  reconnecting: 'bg-warn',
  offline: 'bg-bad',
  'signed-out': 'bg-bad',
};

/** How fresh the screen can be, always in sight. */
export function ConnectionChip() {
  return <ConnectionBadge connection={useConnection()} />;
}

export function ConnectionBadge({ connection }: { readonly connection: Connection }) {
  return (
    <span
      role="status"
      data-testid="connection-chip"
      data-state={connection.state}
      className="inline-flex min-h-8 min-w-0 items-center gap-2 px-2 font-medium text-soft max-sm:leading-4 sm:whitespace-nowrap"
    >
      <span aria-hidden className={`size-2 flex-none rounded-full ${TONE[connection.state]}`} />
      <ConnectionText connection={connection} />
    </span>
  );
}

function ConnectionText({ connection: { state, lag, since } }: { readonly connection: Connection }) {
  const { clock } = useWords();
  switch (state) {
    case 'connecting':
      return <Trans>connecting</Trans>;
    case 'live':
      return <Trans>live</Trans>;
    case 'lagging':
      if (lag === null) return <Trans>lag unknown</Trans>;
      return <Plural value={lag} one="# event behind" other="# events behind" />;
    case 'reconnecting':
      return <Trans>reconnecting</Trans>;
    case 'offline':
      return <Trans>offline since {clock(since)}</Trans>;
    case 'signed-out':
      return <Trans>needs sign-in</Trans>;
  }
}
