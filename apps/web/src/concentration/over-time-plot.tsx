import '../pictures/pictures.css';
import './over-time.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { useElementWidth } from '../design/use-element-width.ts';
import type { Selection } from '../explain/selection.ts';
import { measure, percent } from '../numbers/format-ratio.ts';
import { SvgMark } from '../pictures/mark.tsx';
import { timeAxis } from '../pictures/time-axis.ts';
import { useMarks } from '../pictures/use-marks.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { useWords } from '../words/use-words.ts';
import { type ConcentrationMoment, stepPath } from './over-time.ts';

interface OverTimePlotProps {
  readonly moments: readonly ConcentrationMoment[];
  readonly where: Selection;
}

/** Shares above, the index below: two scales that are never laid over each other. */
const SHARES = { top: 8, height: 84 };
const INDEX = { top: 112, height: 56 };
const HEIGHT_PX = 186;
const LEFT_PX = 46;
const RIGHT_PX = 8;
const MOST_HHI = 10_000;
/** From here on highly concentrated (US Merger Guidelines 2023, 2.1). */
const HIGH_HHI = 1800;

export function OverTimePlot({ moments, where }: OverTimePlotProps) {
  const { t, i18n } = useLingui();
  const { day } = useWords();
  const { position } = useTimeTravel();
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(useElementWidth(frame), 240);
  const right = width - RIGHT_PX;
  const axis = timeAxis(
    moments.map((moment) => moment.day),
    LEFT_PX + 6,
    right - 6,
  );
  const shareY = (value: number) => SHARES.top + (1 - value) * SHARES.height;
  const indexY = (value: number) => INDEX.top + (1 - value / MOST_HHI) * INDEX.height;
  const line = (measureOf: (moment: ConcentrationMoment) => string | null, yOf: (value: number) => number) =>
    stepPath(
      moments.map((moment) => ({ x: axis.at(moment.day), value: measureOf(moment) })),
      right,
      yOf,
    );
  const last = moments.at(-1);
  const marks = useMarks(
    moments.map((moment) => String(moment.position)),
    String(last?.position),
  );
  const words = useMomentWords();
  const read = moments.find((moment) => String(moment.position) === marks.lit) ?? last;
  return (
    <div ref={frame} className="min-w-0">
      <p aria-hidden data-testid="over-time-readout" className="min-h-10 text-soft">
        {read ? words(read) : null}
      </p>
      <svg
        role="group"
        data-marks
        aria-label={t`Concentration over time; arrow keys go from one day to the next`}
        className="plot over-time block overflow-visible"
        width={width}
        height={HEIGHT_PX}
      >
        {[0, 0.5, 1].map((value) => (
          <Grid key={value} y={shareY(value)} right={right} label={percent(i18n.locale, String(value))} />
        ))}
        {[0, MOST_HHI].map((value) => (
          <Grid key={value} y={indexY(value)} right={right} label={measure(i18n.locale, String(value))} />
        ))}
        <line x1={LEFT_PX} x2={right} y1={indexY(HIGH_HHI)} y2={indexY(HIGH_HHI)} className="bound" />
        <path d={line(({ top3 }) => top3, shareY)} className="line top3" />
        <path d={line(({ top1 }) => top1, shareY)} className="line top1" />
        <path d={line(({ hhi }) => hhi, indexY)} className="line hhi" />
        {moments.map((moment) => {
          const x = axis.at(moment.day);
          const isNow = moment === last && position >= moment.position;
          return (
            <SvgMark
              key={moment.position}
              marks={marks}
              id={String(moment.position)}
              name={words(moment)}
              selection={where}
              knownAt={isNow ? undefined : String(moment.position)}
            >
              <rect x={x - 6} y={0} width={12} height={INDEX.top + INDEX.height} className="reach" />
              <line x1={x} x2={x} y1={0} y2={INDEX.top + INDEX.height} className="hair" />
              {moment.top3 === null ? null : (
                <circle cx={x} cy={shareY(Number(moment.top3))} r={3.5} className="top3" />
              )}
              {moment.top1 === null ? null : (
                <circle cx={x} cy={shareY(Number(moment.top1))} r={3.5} className="top1" />
              )}
              {moment.hhi === null ? null : <circle cx={x} cy={indexY(Number(moment.hhi))} r={3.5} className="hhi" />}
            </SvgMark>
          );
        })}
        <text x={LEFT_PX} y={HEIGHT_PX - 2}>
          {day(axis.first)}
        </text>
        {axis.last === axis.first ? null : (
          <text x={right} y={HEIGHT_PX - 2} textAnchor="end">
            {day(axis.last)}
          </text>
        )}
      </svg>
      <p aria-hidden className="mt-1 flex flex-wrap gap-x-4 text-label text-soft">
        <Key className="top1">
          <Trans>Largest</Trans>
        </Key>
        <Key className="top3">
          <Trans>Three largest</Trans>
        </Key>
        <Key className="hhi">HHI</Key>
        <span>
          <Trans>dotted: highly concentrated from 1,800 on</Trans>
        </span>
      </p>
    </div>
  );
}

function Grid({ y, right, label }: { readonly y: number; readonly right: number; readonly label: string }) {
  return (
    <g aria-hidden>
      <line x1={LEFT_PX} x2={right} y1={y} y2={y} className="grid" />
      <text x={LEFT_PX - 6} y={y + 4} textAnchor="end">
        {label}
      </text>
    </g>
  );
}

function Key({ className, children }: { readonly className: string; readonly children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden className="plot over-time" width={18} height={6}>
        <line x1={0} x2={18} y1={3} y2={3} className={`line ${className}`} />
      </svg>
      {children}
    </span>
  );
}

function useMomentWords(): (moment: ConcentrationMoment) => string {
  const { t, i18n } = useLingui();
  const { day } = useWords();
  const nameOf = usePartyName();
  return ({ day: on, largest, top1, top3, hhi, unstated }) => {
    const unknown = unstated > 0 ? `; ${t`undisclosed`} × ${unstated}` : '';
    if (top1 === null || top3 === null || hhi === null || largest === null) {
      return `${day(on)}: ${t`no figure is stated`}${unknown}`;
    }
    const name = nameOf(largest);
    const [one, three] = [percent(i18n.locale, top1), percent(i18n.locale, top3)];
    return `${day(on)}: ${t`largest ${name} ${one}, three largest ${three}`}, HHI ${measure(i18n.locale, hhi)}${unknown}`;
  };
}
