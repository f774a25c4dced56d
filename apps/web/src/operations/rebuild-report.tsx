import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { RebuildProgress } from '../api/projections.ts';
import { Figure, Figures } from '../design/figure.tsx';
import { exactNumber } from '../numbers/format-amount.ts';
import { useWords } from '../words/use-words.ts';
import { timeLeft } from './time-left.ts';

const STATE_WORDS: Readonly<Record<RebuildProgress['state'], MessageDescriptor>> = {
  running: msg`under way`,
  done: msg`done`,
  failed: msg`given up`,
};

/** How far a rebuild is, or how it ended. */
export function RebuildReport({ rebuild }: { readonly rebuild: RebuildProgress }) {
  const { word, moment } = useWords();
  const { generation, state, startedAt, endedAt, error, comparison } = rebuild;
  return (
    <div data-testid="rebuild-report" data-state={state} data-generation={generation}>
      <Figures>
        <Figure name={<Trans>Newest rebuild</Trans>} meaning={<Trans>generation {generation}</Trans>}>
          <span role="status" className={state === 'failed' ? 'text-bad' : ''}>
            {word(STATE_WORDS, state)}
          </span>
        </Figure>
        <Figure name={<Trans>Began</Trans>}>
          <Moment at={startedAt} text={moment(startedAt)} />
        </Figure>
        {endedAt ? (
          <Figure name={<Trans>Ended</Trans>}>
            <Moment at={endedAt} text={moment(endedAt)} />
          </Figure>
        ) : null}
      </Figures>
      {state === 'running' ? <Running rebuild={rebuild} /> : null}
      {error ? <p className="px-4 pb-2 font-medium text-bad [overflow-wrap:anywhere]">{error}</p> : null}
      {comparison ? <Compared comparison={comparison} /> : null}
    </div>
  );
}

function Moment({ at, text }: { readonly at: string; readonly text: string }) {
  return (
    <time dateTime={at} className="text-body font-normal tracking-normal">
      {text}
    </time>
  );
}

function Running({ rebuild: { done, total, rate, secondsLeft } }: { readonly rebuild: RebuildProgress }) {
  const { t } = useLingui();
  const { locale } = useWords();
  const number = (count: number) => exactNumber(locale, String(count));
  return (
    <div className="grid max-w-3xl gap-1 px-4 pb-2">
      <progress
        aria-label={t`Progress of the rebuild`}
        className="progress"
        value={Math.min(done, total)}
        max={Math.max(total, 1)}
      />
      <p className="flex flex-wrap gap-x-4 text-soft">
        <span>
          <Trans>
            {number(done)} of {number(total)} events
          </Trans>
        </span>
        {typeof rate === 'number' ? (
          <span>
            <Trans>{number(rate)} events per second</Trans>
          </span>
        ) : null}
        {typeof secondsLeft === 'number' ? (
          <span>
            <Trans>{timeLeft(locale, secondsLeft)} left</Trans>
          </span>
        ) : null}
      </p>
    </div>
  );
}

function Compared({
  comparison: { books, differing },
}: {
  readonly comparison: NonNullable<RebuildProgress['comparison']>;
}) {
  if (differing.length === 0) {
    return (
      <p data-testid="comparison" className="px-4 pb-2">
        <Plural
          value={books}
          one="Old and new read models of # book are the same, row by row."
          other="Old and new read models of # books are the same, row by row."
        />
      </p>
    );
  }
  return (
    <div data-testid="comparison" className="px-4 pb-2">
      <p className="font-medium text-warn">
        <Plural
          value={differing.length}
          one="Old and new read models are not the same in # table. The log is the truth: the new ones hold."
          other="Old and new read models are not the same in # tables. The log is the truth: the new ones hold."
        />
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {differing.map((each) => (
          <li key={each}>
            <code className="[overflow-wrap:anywhere]">{each}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
