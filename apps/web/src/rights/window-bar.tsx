import type { CalendarEntry } from '../api/rights-calendar.ts';
import type { TimeSpan } from './time-span.ts';

const HEIGHT_PX = 18;

interface WindowBarProps {
  readonly entry: CalendarEntry;
  readonly span: TimeSpan;
  readonly today: string;
}

/** When a right or a window runs, drawn; the same dates stand in words in its row. An open end fades out. */
export function WindowBar({ entry: { date, from, to, endedOn, state }, span, today }: WindowBarProps) {
  const start = span.share(from ?? (to ? span.from : (date ?? span.from)));
  const end = span.share(endedOn ?? to ?? (from ? span.to : (date ?? span.from)));
  const isPoint = !from && !to;
  const width = Math.max(0.004, end - start);
  return (
    <svg aria-hidden width="100%" height={HEIGHT_PX} className="block overflow-visible">
      {span.years.map(({ year, at }) => (
        <line key={year} x1={percent(at)} x2={percent(at)} y1={0} y2={HEIGHT_PX} stroke="var(--line)" />
      ))}
      <line
        x1={percent(span.share(today))}
        x2={percent(span.share(today))}
        y1={-4}
        y2={HEIGHT_PX + 4}
        stroke="var(--accent)"
        strokeWidth={1.5}
      />
      {isPoint ? (
        <circle cx={percent(start)} cy={HEIGHT_PX / 2} r={5} className="window-bar" data-state={state} />
      ) : (
        <rect
          x={percent(start)}
          y={5}
          width={percent(width)}
          height={8}
          rx={2}
          className="window-bar"
          data-state={state}
        />
      )}
      {isPoint || to || endedOn ? null : (
        <path
          d={`M0 0 6 4 0 8z`}
          className="window-bar"
          data-state={state}
          style={{ transform: `translate(calc(${percent(end)} - 6px), 5px)` }}
        />
      )}
    </svg>
  );
}

/** The years above the bars, and which day is today. */
export function SpanHead({ span }: { readonly span: TimeSpan }) {
  return (
    <span aria-hidden className="relative block h-4 text-label font-normal text-faint">
      {span.years.map(({ year, at }) => (
        <span key={year} className="absolute top-0" style={{ left: percent(at) }}>
          {year}
        </span>
      ))}
    </span>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
