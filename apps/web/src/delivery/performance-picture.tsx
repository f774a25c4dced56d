import '../pictures/pictures.css';
import './delivery.css';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import type { DeliveryRow, DeliveryStep } from '../api/delivery.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useElementWidth } from '../design/use-element-width.ts';
import type { Selection } from '../explain/selection.ts';
import { useExplanation } from '../explain/use-explanation.ts';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { SvgMark } from '../pictures/mark.tsx';
import { type Marks, useMarks } from '../pictures/use-marks.ts';
import { useWords } from '../words/use-words.ts';
import { type Performance, type PlotMark, performancePlot, performancesOf } from './performance-layout.ts';

interface PictureProps {
  readonly row: DeliveryRow;
  readonly today: string;
}

/** The promised line of a leg and, below or on it, what was performed. The steps' table says the same. */
export function PerformancePicture({ row, today }: PictureProps) {
  return row.performed === '0' ? (
    <Plot row={row} today={today} performances={[]} />
  ) : (
    <WithPerformances row={row} today={today} />
  );
}

/** When something was performed only its postings say. */
function WithPerformances({ row, today }: PictureProps) {
  const { book } = useCurrentBook();
  const { data } = useExplanation(book, selectionOf(row, 'performed'));
  return data ? (
    <Plot row={row} today={today} performances={performancesOf(data.postings)} />
  ) : (
    <div style={{ height: HEIGHT_PX + LABELS_PX }} />
  );
}

const HEIGHT_PX = 104;
const LABELS_PX = 18;
const INSET_PX = 7;
const REACH_PX = 12;

function Plot({ row, today, performances }: PictureProps & { readonly performances: readonly Performance[] }) {
  const { t, i18n } = useLingui();
  const { day } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(useElementWidth(frame), 240);
  const plot = performancePlot(row.steps, performances, today, { width, height: HEIGHT_PX, inset: INSET_PX });
  const marks = useMarks(plot?.marks.map(({ key }) => key) ?? []);
  const words = useMarkWords(row, performances);
  if (!plot) return null;
  const lit = plot.marks.find(({ key }) => key === marks.lit);
  const { axis, todayX } = plot;
  return (
    <div ref={frame} className="mt-3 min-w-0" data-testid="performance-picture">
      <p aria-hidden className="flex min-h-5 flex-wrap justify-between gap-x-4 text-label text-soft">
        {lit ? (
          words(lit)
        ) : (
          <>
            <span className="inline-flex flex-wrap gap-x-4">
              <Key className="promised">
                <Trans>promised</Trans>
              </Key>
              <Key className="performed">
                <Trans>performed</Trans>
              </Key>
              <Key className="today">
                <Trans>today</Trans>
              </Key>
              {plot.gap ? (
                <Key className="gap">
                  <Trans>overdue</Trans>
                </Key>
              ) : null}
            </span>
            <span>
              {shortNumber(i18n.locale, String(plot.top))} {row.unit}
            </span>
          </>
        )}
      </p>
      <svg
        role="group"
        data-marks
        aria-label={t`Promised and performed over time, in ${row.unit}; arrow keys go from one to the next`}
        className="plot performance block overflow-visible"
        width={width}
        height={HEIGHT_PX + LABELS_PX}
      >
        <line x1={0} x2={width} y1={INSET_PX} y2={INSET_PX} className="grid" />
        <line x1={0} x2={width} y1={HEIGHT_PX - INSET_PX} y2={HEIGHT_PX - INSET_PX} className="base" />
        <line x1={todayX} x2={todayX} y1={0} y2={HEIGHT_PX} className="today" />
        <path d={plot.windows} className="line window" />
        <path d={plot.promised} className="line promised" />
        {plot.gap ? (
          <line x1={plot.gap.x} x2={plot.gap.x} y1={plot.gap.y} y2={plot.gap.y + plot.gap.height} className="gap" />
        ) : null}
        <path d={plot.performed} className="line performed" />
        {plot.marks.map((mark) => (
          <PlotPoint key={mark.key} mark={mark} row={row} marks={marks} name={words(mark)} />
        ))}
        <text x={0} y={HEIGHT_PX + 13}>
          {day(axis.first)}
        </text>
        <text x={width} y={HEIGHT_PX + 13} textAnchor="end">
          {day(axis.last)}
        </text>
      </svg>
    </div>
  );
}

function Key({ className, children }: { readonly className: string; readonly children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden className="plot performance" width={18} height={6}>
        <line x1={0} x2={18} y1={3} y2={3} className={`line ${className}`} />
      </svg>
      {children}
    </span>
  );
}

interface PlotPointProps {
  readonly mark: PlotMark;
  readonly row: DeliveryRow;
  readonly marks: Marks;
  readonly name: string;
}

function PlotPoint({ mark: { key, of, index, x, y }, row, marks, name }: PlotPointProps) {
  const step = of === 'step' ? row.steps[index] : undefined;
  return (
    <g
      data-of={of}
      data-overdue={(step && step.daysOverdue > 0) || undefined}
      data-undisclosed={step?.quantity === null || undefined}
    >
      <SvgMark marks={marks} id={key} name={name} selection={selectionOf(row, of === 'step' ? undefined : 'performed')}>
        <rect x={x - REACH_PX} y={y - REACH_PX} width={2 * REACH_PX} height={2 * REACH_PX} rx={3} className="reach" />
        {of === 'step' ? (
          <circle cx={x} cy={y} r={5} className="dot" />
        ) : (
          <rect x={x - 4.5} y={y - 4.5} width={9} height={9} className="dot" />
        )}
      </SvgMark>
    </g>
  );
}

function selectionOf({ kind, unit, deal, leg }: DeliveryRow, account?: 'performed'): Selection {
  return { kind, unit, deal, leg, ...(account ? { account } : {}) };
}

function useMarkWords(row: DeliveryRow, performances: readonly Performance[]): (mark: PlotMark) => string {
  const { t, i18n } = useLingui();
  const { day } = useWords();
  const exact = (value: string | number) => `${exactNumber(i18n.locale, String(value))} ${row.unit}`;
  const ofStep = ({ due, quantity, performed, overdue, daysOverdue }: DeliveryStep) => {
    const promised = quantity === null ? `${t`undisclosed`} (${row.unit})` : exact(quantity);
    const until = day(due?.to);
    const done = exact(performed);
    const late = overdue === '0' ? t`an unknown part` : exact(overdue);
    const said = t`until ${until}: ${promised} promised, ${done} performed`;
    return daysOverdue > 0
      ? t`${said}, ${late} overdue by ${plural(daysOverdue, { one: '# day', other: '# days' })}`
      : said;
  };
  return ({ of, index }) => {
    if (of === 'step') {
      const step = row.steps[index];
      return step ? ofStep(step) : '';
    }
    const performance = performances[index];
    return performance ? t`${day(performance.on)}: ${exact(performance.quantity)} performed` : '';
  };
}
