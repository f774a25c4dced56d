import { Trans } from '@lingui/react/macro';
import type { EventSource } from '../api/projections.ts';
import { Section } from '../design/section.tsx';
import { useWords } from '../words/use-words.ts';

/** What carries the events from the ledger to the read models, and whether it does. */
export function SourceStatus({ source: { log, connected, since } }: { readonly source: EventSource }) {
  const { moment } = useWords();
  const carrier = log === 'kafka' ? 'Apache Kafka' : 'PostgreSQL';
  return (
    <Section title={<Trans>What carries the events</Trans>} testId="event-source">
      <p className="flex items-baseline gap-2 px-4 pt-1 pb-4 text-body">
        <span aria-hidden className={`size-2 flex-none rounded-full ${connected ? 'bg-live' : 'bg-bad'}`} />
        <span role="status" data-connected={connected}>
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
      </p>
    </Section>
  );
}
