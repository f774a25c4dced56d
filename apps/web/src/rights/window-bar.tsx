import type { CalendarEntry } from '../api/rights-calendar.ts';
import type { TimeSpan } from './time-span.ts';

const HEIGHT_PX = 18;
const MIDDLE_PX = HEIGHT_PX / 2;

interface WindowBarProps {
  readonly entry: CalendarEntry;
  readonly span: TimeSpan;
  readonly today: string;
}

/** When a right or a window runs, drawn; the same dates stand in words in its row. Without any date: a line alone. */
export function WindowBar({ entry: { date, from, to, endedOn, state }, span, today }: WindowBarProps) {
  const first = from ?? (to ? span.from : date);
  const last = endedOn ?? to ?? (from ? span.to : date);
  return (
    <svg aria-hidden width="100%" height={HEIGHT_PX} className="block overflow-visible">
      {span.years.map(({ year, at }) => (
        <line key={year} x1={percent(at)} x2={percent(at)} y1={0} y2={HEIGHT_PX} stroke="var(--line)" />
      ))}
      {first && last ? (
        <Run start={span.share(first)} end={span.share(last)} state={state} />
      ) : (
        <line x1="0" x2="100%" y1={MIDDLE_PX} y2={MIDDLE_PX} stroke="var(--rule)" strokeDasharray="2 4" />
      )}
      <line
        x1={percent(span.share(today))}
        x2={percent(span.share(today))}
        y1={-4}
        y2={HEIGHT_PX + 4}
        stroke="var(--accent)"
        strokeWidth={1.5}
      />
    </svg>
  );
}

/** A stretch of time, or a day as a dot. */
function Run({ start, end, state }: { readonly start: number; readonly end: number; readonly state: string }) {
  if (end <= start)
    return <circle cx={percent(start)} cy={MIDDLE_PX} r={5} className="window-bar" data-state={state} />;
  return (
    <rect
      x={percent(start)}
      y={MIDDLE_PX - 4}
      width={percent(end - start)}
      height={8}
      rx={2}
      className="window-bar"
      data-state={state}
    />
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
