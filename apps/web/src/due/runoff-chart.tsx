import { Trans, useLingui } from '@lingui/react/macro';
import type { RunoffRow } from '../api/runoff.ts';
import type { Selection } from '../explain/selection.ts';
import { AmountText } from '../numbers/amount-text.tsx';
import { shortNumber } from '../numbers/format-amount.ts';
import { useAmountWords } from '../numbers/use-amount-words.ts';
import { BoxMark } from '../pictures/mark.tsx';
import { type Marks, useMarks } from '../pictures/use-marks.ts';
import { LATER } from '../time/periods.ts';
import { usePeriodName } from '../time/use-period-name.ts';
import { type Column, chartOf, labelsOf } from './columns.ts';

interface RunoffChartProps {
  readonly row: RunoffRow;
  readonly where: Selection;
}

/** Columns over time. One of them is in the tab order; arrows move among them, Enter opens what is behind it. */
export function RunoffChart({ row, where }: RunoffChartProps) {
  const { t, i18n } = useLingui();
  const chart = chartOf(row);
  const labels = labelsOf(chart.columns);
  const filled = chart.columns.filter(({ due }) => due !== null);
  const marks = useMarks(
    filled.map(({ period }) => period),
    (filled.find(({ isWall }) => isWall) ?? filled[0])?.period,
  );
  const active = filled.find(({ period }) => period === marks.current);
  if (!active) return null;
  return (
    <figure className="grid min-w-0 gap-2">
      <Readout column={active} unit={row.unit} />
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="relative mt-4 h-44 w-12 text-right text-label text-faint sm:w-14">
          {chart.ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2 whitespace-nowrap"
              style={{ top: `${100 - (tick / chart.top) * 100}%` }}
            >
              {shortNumber(i18n.locale, String(tick))}
            </span>
          ))}
        </div>
        <div className="overflow-x-auto pb-6">
          <div
            data-marks
            role="group"
            aria-label={t`What is due, period by period`}
            className="relative mt-4 flex h-44 min-w-full items-stretch gap-px"
            style={{ width: `max(100%, ${chart.columns.length * (row.periods[0]?.period.length === 4 ? 40 : 12)}px)` }}
          >
            {chart.ticks.map((tick) => (
              <span
                key={tick}
                aria-hidden
                className={`absolute inset-x-0 h-px ${tick === 0 ? 'bg-rule' : 'bg-line'}`}
                style={{ bottom: `${(tick / chart.top) * 100}%` }}
              />
            ))}
            {chart.columns.map((column) => (
              <Mark
                key={column.period}
                column={column}
                unit={row.unit}
                where={where}
                label={labels.get(column.period)}
                marks={marks}
              />
            ))}
          </div>
        </div>
      </div>
      <Legend chart={chart.columns} />
    </figure>
  );
}

interface MarkProps {
  readonly column: Column;
  readonly unit: string;
  readonly where: Selection;
  readonly label: string | undefined;
  readonly marks: Marks;
}

function Mark({ column, unit, where, label, marks }: MarkProps) {
  const { t } = useLingui();
  const amountWords = useAmountWords();
  const periodName = usePeriodName();
  const { due, dated, assumed, bounds, isWall, period } = column;
  const tick = label ? (
    <span aria-hidden className="absolute top-full left-0 border-l border-rule pt-1 pl-1 text-label text-faint">
      {label}
    </span>
  ) : null;
  if (!due) {
    return <span className="relative min-w-0 flex-1">{tick}</span>;
  }
  const amount = amountWords(due, unit);
  const name = periodName(period);
  return (
    <BoxMark
      marks={marks}
      id={period}
      data-testid="runoff-column"
      data-period={period}
      data-wall={isWall}
      name={isWall ? t`${name}: ${amount}, the maturity wall` : `${name}: ${amount}`}
      selection={{ ...where, ...(period === LATER ? {} : { due: period }) }}
      className={`relative min-w-0 flex-1 ${period === marks.current ? 'bg-wash' : ''}`}
    >
      <span
        aria-hidden
        className="absolute inset-x-0 bottom-0 mx-auto max-w-14 bg-firm"
        style={{ height: `${dated}%` }}
      />
      <span
        aria-hidden
        className="hatched absolute inset-x-0 mx-auto max-w-14"
        style={{ bottom: `${dated}%`, height: `${assumed}%` }}
      />
      {bounds ? (
        <span
          aria-hidden
          className={`absolute left-1/2 w-0 border-l border-ink ${bounds.open ? 'border-dashed' : ''}`}
          style={{ bottom: `${bounds.from}%`, height: `${bounds.to - bounds.from}%` }}
        />
      ) : null}
      {isWall ? (
        <span
          aria-hidden
          className="absolute left-1/2 -translate-x-1/2 text-label leading-4"
          style={{ bottom: `${Math.max(dated + assumed, bounds?.to ?? 0)}%` }}
        >
          ▼
        </span>
      ) : null}
      {tick}
    </BoxMark>
  );
}

/** What the column under the pointer, or with the focus, says; at first the wall's. */
function Readout({ column: { due, period }, unit }: { readonly column: Column; readonly unit: string }) {
  const { i18n } = useLingui();
  const periodName = usePeriodName();
  if (!due) return null;
  return (
    <p aria-hidden className="flex min-h-6 flex-wrap items-baseline gap-x-3">
      <span className="text-soft">{periodName(period)}</span>
      <span className="text-body font-semibold">
        <AmountText amount={due} unit={unit} showUnit />
      </span>
      {due.assumed === '0' ? null : (
        <span className="text-soft">
          <Trans>of it assumed: {shortNumber(i18n.locale, due.assumed)}</Trans>
        </span>
      )}
    </p>
  );
}

function Legend({ chart }: { readonly chart: readonly Column[] }) {
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-soft">
      {chart.some(({ dated }) => dated > 0) ? (
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="size-2.5 rounded-sm bg-firm" />
          <Trans>due on a day that the contract names</Trans>
        </span>
      ) : null}
      {chart.some(({ assumed }) => assumed > 0) ? (
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="hatched size-2.5 rounded-sm" />
          <Trans>assumed: spread evenly over a term without steps</Trans>
        </span>
      ) : null}
      {chart.some(({ bounds }) => bounds) ? (
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="h-3 w-0 border-l border-ink" />
          <Trans>from the least to the most</Trans>
        </span>
      ) : null}
    </figcaption>
  );
}
