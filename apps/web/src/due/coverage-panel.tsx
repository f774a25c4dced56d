import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Coverage, type CoverageMetric, type CoverageRow, coverageRead } from '../api/coverage.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { SourceLine } from '../deals/source-line.tsx';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { AmountText } from '../numbers/amount-text.tsx';
import { useConsolidate } from '../parties/group-choice.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { shiftDays } from '../time/timeline.ts';
import { useWords } from '../words/use-words.ts';
import { METRIC_WORDS } from '../words/vocabulary.ts';
import { coverageSheet } from './coverage-sheet.ts';
import { RatioFigure } from './ratio-figure.tsx';

/** Whether what comes in covers what has to be paid within a year. */
export function CoveragePanel({ party }: { readonly party: string }) {
  const { book } = useCurrentBook();
  const consolidate = useConsolidate();
  const reading = useQuery(coverageRead(book, useCoordinates(), party));
  return (
    <Section
      testId="coverage"
      title={<Trans>Coverage</Trans>}
      note={
        <>
          <Trans>Payments due within a year, as a multiple of a year's revenue. Below 1 it covers them.</Trans>
          {consolidate ? (
            <>
              {' '}
              <Trans>Of the party itself, without its group.</Trans>
            </>
          ) : null}
        </>
      }
      sheet={reading.data && (() => coverageSheet(reading.data))}
    >
      <Panel
        reading={reading}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <Trans>
            Nothing firm to pay, and no revenue observed. What the party firmly owes is held here against what it is
            seen to earn.
          </Trans>
        }
      >
        {(coverage) => (
          <div className="divide-y divide-line">
            {coverage.rows.map((row) => (
              <Row key={row.unit} row={row} window={coverage.window} party={party} />
            ))}
          </div>
        )}
      </Panel>
    </Section>
  );
}

interface RowProps extends Pick<Coverage, 'window'> {
  readonly row: CoverageRow;
  readonly party: string;
}

function Row({ row, window: { from, to }, party }: RowProps) {
  const { day } = useWords();
  const { unit, payments, undated, past, runRate, cash, undrawnFacilities, ratio, withLiquidity } = row;
  const where: Selection = { kind: 'payment', unit, account: 'firm', obligor: party };
  return (
    <div
      data-testid="coverage-row"
      data-unit={unit}
      className="grid gap-4 px-4 py-4 gap-x-10 lg:grid-cols-[minmax(0,36rem)_minmax(16rem,24rem)]"
    >
      <dl className="grid content-start gap-1">
        <Line
          name={
            <Trans>
              Due {day(from)} – {day(to)}
            </Trans>
          }
        >
          <ExplainedAmount amount={payments} selection={{ ...where, due: `${from}..${to}` }} showUnit />
        </Line>
        {undated ? (
          <Line name={<Trans>Due on no known date: at worst also then</Trans>}>
            <ExplainedAmount amount={undated} selection={{ ...where, due: 'undated' }} showUnit />
          </Line>
        ) : null}
        {past ? (
          <Line name={<Trans>Due until {day(shiftDays(from, -1))}, and not paid</Trans>}>
            <ExplainedAmount amount={past} selection={{ ...where, due: `..${shiftDays(from, -1)}` }} showUnit />
          </Line>
        ) : null}
        <MetricLine metric="revenue-run-rate" observed={runRate} unit={unit} />
        <MetricLine metric="cash" observed={cash} unit={unit} />
        <MetricLine metric="undrawn-facilities" observed={undrawnFacilities} unit={unit} />
      </dl>
      <div className="grid content-start gap-4">
        <RatioFigure
          testId="coverage-ratio"
          name={<Trans>payments / run-rate</Trans>}
          ratio={ratio}
          missing={<Trans>unknown: no run-rate is observed</Trans>}
          disputed={row.disputed}
        />
        {cash || undrawnFacilities ? (
          <RatioFigure
            testId="coverage-liquidity"
            name={<Trans>payments / (run-rate + cash + undrawn facilities)</Trans>}
            ratio={withLiquidity}
            missing={<Trans>unknown: no run-rate is observed</Trans>}
          />
        ) : null}
      </div>
    </div>
  );
}

function Line({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line pb-1">
      <dt className="min-w-0 text-soft">{name}</dt>
      <dd className="flex-none text-right font-medium">{children}</dd>
    </div>
  );
}

interface MetricLineProps {
  readonly metric: string;
  readonly observed: CoverageMetric | null;
  readonly unit: string;
}

/** What was observed, by whom it is said; what was not is unknown, and never a zero. */
function MetricLine({ metric, observed, unit }: MetricLineProps) {
  const { word, day } = useWords();
  const { events } = useBookHistory();
  const name = word(METRIC_WORDS, metric);
  if (!observed) {
    return (
      <Line name={name}>
        <span className="text-soft">
          <Trans>unknown</Trans>
        </span>
      </Line>
    );
  }
  const { value, low, high, event, effectiveOn, period } = observed;
  const amount = { low, stated: value ?? '0', high, unstated: value === null ? 1 : 0 };
  const evidence = events.find((each) => each.event === event)?.evidence ?? [];
  return (
    <div
      data-testid="coverage-metric"
      data-metric={metric}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-b border-line pb-1"
    >
      <dt className="min-w-0 text-soft">
        {name}
        <span className="text-label text-faint">
          {' '}
          · {period ? `${period}, ` : ''}
          {day(effectiveOn)}
        </span>
      </dt>
      <dd className="text-right font-medium">
        <AmountText amount={amount} unit={unit} stacked showUnit />
      </dd>
      {evidence.map((source, i) => (
        <dd key={i} className="col-span-2">
          <SourceLine source={source} />
        </dd>
      ))}
    </div>
  );
}
