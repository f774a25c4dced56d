import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Problem } from '../api/request.ts';

interface RefusalProps {
  readonly error: Error | null;
  /** Who may do it, said to somebody who may not. */
  readonly forbidden: ReactNode;
}

/** Why what was asked for is not done. */
export function Refusal({ error, forbidden }: RefusalProps) {
  if (!error) return null;
  const status = error instanceof Problem ? error.status : -1;
  // No answer at all, or the gateway's word that there is none.
  const silent = status === 0 || status === 502 || status === 504;
  return (
    <p role="alert" data-testid="refusal" className="min-w-0 font-medium text-bad [overflow-wrap:anywhere]">
      {status === 403 ? forbidden : null}
      {status === 409 ? <Trans>A rebuild was under way still. Ask again when it has ended.</Trans> : null}
      {silent ? <Trans>Nothing answers at the moment.</Trans> : null}
      {status === 403 || status === 409 || silent ? null : error.message}
    </p>
  );
}
