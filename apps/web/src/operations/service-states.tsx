import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { EventSource, ServiceState } from '../api/projections.ts';
import { Section } from '../design/section.tsx';
import { useWords } from '../words/use-words.ts';
import { SourceStatus } from './source-status.tsx';

const SERVICE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  command: msg`Command service, which records`,
  projection: msg`Projection service, which answers reads`,
};
const STATE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  ready: msg`ready`,
  'not ready': msg`not ready`,
  silent: msg`does not answer`,
};

interface ServiceStatesProps {
  readonly services: readonly ServiceState[];
  readonly source: EventSource;
}

/** Whether what takes part in it can do its work: both services, and what carries the events between them. */
export function ServiceStates({ services, source }: ServiceStatesProps) {
  const { word } = useWords();
  return (
    <Section title={<Trans>Services</Trans>} testId="services">
      <ul className="mt-2">
        {services.map(({ service, state, reasons = [], warnings = [] }) => (
          <Line key={service} testId="service" tone={state !== 'ready' ? 'bad' : warnings.length > 0 ? 'warn' : 'live'}>
            <span role="status" data-service={service} data-state={state}>
              {word(SERVICE_WORDS, service)}: <span className="font-medium">{word(STATE_WORDS, state)}</span>
            </span>
            {[...reasons, ...warnings].map((said) => (
              <span key={said} className="block text-data text-soft [overflow-wrap:anywhere]">
                {said}
              </span>
            ))}
          </Line>
        ))}
        <Line testId="event-source" tone={source.connected ? 'live' : 'bad'}>
          <SourceStatus source={source} />
        </Line>
      </ul>
    </Section>
  );
}

const TONES = { live: 'bg-live', warn: 'bg-warn', bad: 'bg-bad' } as const;

interface LineProps {
  readonly tone: keyof typeof TONES;
  readonly testId: string;
  readonly children: ReactNode;
}

function Line({ tone, testId, children }: LineProps) {
  return (
    <li
      data-testid={testId}
      className="flex items-baseline gap-2.5 border-t border-line px-4 py-2.5 text-body first:border-t-0"
    >
      <span aria-hidden className={`size-2 flex-none rounded-full ${TONES[tone]}`} />
      <div className="min-w-0">{children}</div>
    </li>
  );
}
