import { Trans } from '@lingui/react/macro';
import type { EventSource } from '../api/projections.ts';
import { useWords } from '../words/use-words.ts';

/** What carries the events from the ledger to the read models, and whether it does. */
export function SourceStatus({ source: { log, connected, since } }: { readonly source: EventSource }) {
  const { moment } = useWords();
  const carrier = log === 'kafka' ? 'Apache Kafka' : 'PostgreSQL';
  return (
    <span role="status" data-connected={connected}>
      <Trans>What carries the events</Trans>:{' '}
      {connected ? (
        <Trans>
          {carrier}, connected since {moment(since)}
        </Trans>
      ) : (
        <Trans>
          {carrier}, not connected since {moment(since)}: what is recorded is kept, and shown when it is back
        </Trans>
      )}
    </span>
  );
}
