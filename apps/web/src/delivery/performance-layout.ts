import type { DeliveryStep } from '../api/delivery.ts';
import { type TimeAxis, timeAxis } from '../pictures/time-axis.ts';

/** What a leg promises, added up over time, and what was performed of it. Pixels; 0 is at the top. */

/** A quantity that was performed, and when. */
export interface Performance {
  readonly on: string;
  readonly quantity: number;
}
export interface PlotMark {
  readonly key: string;
  readonly of: 'step' | 'performance';
  /** Which of the steps, or of the performances. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
}
export interface PerformancePlot {
  readonly axis: TimeAxis;
  /** A step counts once its last day is over. */
  readonly promised: string;
  /** The times over which steps may be performed, each at the height that it leads to. */
  readonly windows: string;
  readonly performed: string;
  /** What is overdue today: from what was promised until then down to what was performed; null: nothing. */
  readonly gap: { readonly x: number; readonly y: number; readonly height: number } | null;
  readonly todayX: number;
  /** In order of time. */
  readonly marks: readonly PlotMark[];
  /** The value at the top. */
  readonly top: number;
}
interface Frame {
  readonly width: number;
  readonly height: number;
  /** Left free on each side, so that marks are not cut off. */
  readonly inset: number;
}

/**
 * @param performances in order of time
 * @returns null where no step states a figure: then there is no line to draw
 */
export function performancePlot(
  steps: readonly DeliveryStep[],
  performances: readonly Performance[],
  today: string,
  { width, height, inset }: Frame,
): PerformancePlot | null {
  const dated = steps.map((step, index) => ({ ...step, index })).filter(({ due }) => due?.to);
  const whole = dated.reduce((sum, { quantity }) => sum + Number(quantity ?? 0), 0);
  if (whole === 0) return null;
  const inOrder = dated.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  const days = [today, ...inOrder.flatMap(({ due }) => [due?.from, due?.to]), ...performances.map(({ on }) => on)];
  const axis = timeAxis(
    days.filter((day) => day !== null && day !== undefined),
    inset,
    width - inset,
  );
  const top = Math.max(
    whole,
    performances.reduce((sum, { quantity }) => sum + quantity, 0),
  );
  const yOf = (value: number) => inset + (1 - value / top) * (height - 2 * inset);

  const marks: PlotMark[] = [];
  let promised = `M${px(axis.at(axis.first))} ${px(yOf(0))}`;
  let sum = 0;
  const windows: string[] = [];
  for (const step of inOrder) {
    promised += `H${px(axis.at(dayOf(step)))}`;
    sum += Number(step.quantity ?? 0);
    promised += `V${px(yOf(sum))}`;
    if (step.due?.from) windows.push(`M${px(axis.at(step.due.from))} ${px(yOf(sum))}H${px(axis.at(dayOf(step)))}`);
    marks.push({
      key: `step/${step.index}`,
      of: 'step',
      index: step.index,
      x: axis.at(dayOf(step)),
      y: yOf(sum),
    });
  }
  promised += `H${px(axis.at(axis.last))}`;

  let performed = `M${px(axis.at(axis.first))} ${px(yOf(0))}`;
  let total = 0;
  performances.forEach(({ on, quantity }, index) => {
    total += quantity;
    performed += `H${px(axis.at(on))}V${px(yOf(total))}`;
    marks.push({ key: `performance/${index}`, of: 'performance', index, x: axis.at(on), y: yOf(total) });
  });
  performed += `H${px(axis.at(today))}`;

  const overdue = steps.reduce((late, step) => late + Number(step.overdue), 0);
  const gap = { x: axis.at(today), y: yOf(total + overdue), height: yOf(total) - yOf(total + overdue) };
  return {
    axis,
    promised,
    windows: windows.join(''),
    performed,
    gap: overdue > 0 ? gap : null,
    todayX: axis.at(today),
    marks: marks.sort((a, b) => a.x - b.x),
    top,
  };
}

/** What a leg's postings performed, day by day; what was taken back counts against it. */
export function performancesOf(
  postings: readonly { readonly stated: string; readonly source: { readonly effectiveOn: string } }[],
): readonly Performance[] {
  const byDay = new Map<string, number>();
  for (const { stated, source } of postings) {
    byDay.set(source.effectiveOn, (byDay.get(source.effectiveOn) ?? 0) + Number(stated));
  }
  return [...byDay]
    .map(([on, quantity]) => ({ on, quantity }))
    .filter(({ quantity }) => quantity !== 0)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

const dayOf = ({ due }: Pick<DeliveryStep, 'due'>): string => due?.to ?? '';
const px = (value: number): string => value.toFixed(1);
