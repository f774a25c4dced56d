import { describe, expect, it } from 'vitest';
import type { DeliveryStep } from '../src/api/delivery.ts';
import { RECONCILED, type ReconciledLeg, type ReconciliationRow } from '../src/api/reconciliation.ts';
import type { ExplainedPosting } from '../src/api/shapes.ts';
import { concentrationOverTime, knownDays, MOST_MOMENTS, stepPath } from '../src/concentration/over-time.ts';
import { performancePlot, performancesOf } from '../src/delivery/performance-layout.ts';
import { timeAxis } from '../src/pictures/time-axis.ts';
import { whiskerOf } from '../src/pictures/whisker.ts';
import { legsWhisker, piecesOf } from '../src/targets/allocation.ts';

const amount = (stated: string, low = stated, high: string | null = stated, unstated = 0) => ({
  low,
  stated,
  high,
  unstated,
});

describe('a whisker', () => {
  it('reaches from the least to the most', () => {
    expect(whiskerOf(amount('50', '20', '80'), 100)).toEqual({ from: 20, to: 80, isOpen: false });
  });
  it('begins where its bar begins, and ends at the end', () => {
    expect(whiskerOf(amount('50', '20', '80'), 100, 40)).toEqual({ from: 60, to: 100, isOpen: false });
  });
  it('has no end where there is no upper bound', () => {
    expect(whiskerOf(amount('50', '50', null), 100)).toEqual({ from: 50, to: 100, isOpen: true });
  });
  it('is none where the figure is certain, or nothing is drawn', () => {
    expect([whiskerOf(amount('50'), 100), whiskerOf(amount('0', '0', null, 1), 0)]).toEqual([null, null]);
  });
});

describe('days along a width', () => {
  it('lie in proportion to time', () => {
    const { at } = timeAxis(['2025-01-31', '2025-01-01', '2025-01-11'], 0, 300);
    expect(['2025-01-01', '2025-01-11', '2025-01-31'].map(at)).toEqual([0, 100, 300]);
  });
  it('lie in the middle where they are one', () => expect(timeAxis(['2025-01-01'], 0, 300).at('2025-01-01')).toBe(150));
});

const step = (to: string, quantity: string | null, overdue = '0'): DeliveryStep => ({
  due: { from: null, to },
  quantity,
  performed: '0',
  overdue,
  daysOverdue: overdue === '0' ? 0 : 10,
});
const frame = { width: 400, height: 100, inset: 0 };

describe('what is promised and performed over time', () => {
  const steps = [step('2025-03-31', '400'), step('2025-09-30', '300', '150'), step('2030-06-30', null)];
  const performances = [
    { on: '2025-03-15', quantity: 400 },
    { on: '2025-05-01', quantity: 150 },
  ];
  const plot = performancePlot(steps, performances, '2025-10-10', frame);
  const markOf = (key: string) => plot?.marks.find((mark) => mark.key === key);

  it('adds up what is promised, and what was performed, in order of time', () => {
    expect(plot?.marks.map(({ key }) => key)).toEqual(['performance/0', 'step/0', 'performance/1', 'step/1', 'step/2']);
    expect(markOf('step/1')?.y).toBe(0);
    expect(markOf('step/0')?.y).toBeCloseTo(100 - (400 / 700) * 100);
    expect(markOf('performance/1')?.y).toBeCloseTo(100 - (550 / 700) * 100);
  });
  it('has a step without a figure at the height of the one before', () => expect(markOf('step/2')?.y).toBe(0));
  it('marks today what is overdue', () => {
    expect(plot?.gap?.x).toBe(plot?.todayX);
    expect(plot?.gap?.height).toBeCloseTo((150 / 700) * 100);
    expect(performancePlot([step('2025-03-31', '400')], [], '2025-01-01', frame)?.gap).toBeNull();
  });
  it('is not drawn where nothing states a figure', () => {
    expect(performancePlot([step('2025-03-31', null)], [], '2025-10-10', frame)).toBeNull();
  });
  it('is performed day by day, less what was taken back', () => {
    const posting = (stated: string, effectiveOn: string) => ({ stated, source: { effectiveOn } });
    expect(
      performancesOf([
        posting('5', '2025-05-02'),
        posting('3', '2025-05-01'),
        posting('4', '2025-05-01'),
        posting('2', '2025-05-03'),
        posting('-2', '2025-05-03'),
      ]),
    ).toEqual([
      { on: '2025-05-01', quantity: 7 },
      { on: '2025-05-02', quantity: 5 },
    ]);
  });
});

const posting = (position: number, obligee: string, stated: string, unstated = 0) =>
  ({
    position,
    obligor: 'a',
    obligee,
    low: stated,
    stated,
    high: stated,
    unstated,
    unbounded: 0,
  }) as unknown as ExplainedPosting;

describe('concentration over time', () => {
  const days = knownDays([
    { position: 1, announcedOn: '2025-01-01' },
    { position: 2, announcedOn: '2025-03-01' },
    // Recorded later about an earlier day: nobody knew it before.
    { position: 3, announcedOn: '2025-02-01' },
    { position: 4, announcedOn: '2025-04-01' },
  ]);
  const dayOf = (position: number) => days.get(position) ?? '';

  it('is told day by day, from what was known then', () => {
    const moments = concentrationOverTime(
      [
        posting(4, 'b', '-300'),
        posting(1, 'b', '300'),
        posting(2, 'c', '50'),
        posting(3, 'c', '50'),
        posting(3, 'd', '0', 1),
      ],
      'obligor',
      dayOf,
    );
    expect(moments).toEqual([
      { position: 1, day: '2025-01-01', largest: 'b', top1: '1', top3: '1', hhi: '10000', unstated: 0 },
      { position: 3, day: '2025-03-01', largest: 'b', top1: '0.75', top3: '1', hhi: '6250', unstated: 1 },
      { position: 4, day: '2025-04-01', largest: 'c', top1: '1', top3: '1', hhi: '10000', unstated: 1 },
    ]);
  });
  it('says that it knows no share before anything is stated', () => {
    const [first] = concentrationOverTime([posting(1, 'b', '0', 1)], 'obligor', dayOf);
    expect(first).toMatchObject({ largest: null, top1: null, hhi: null, unstated: 1 });
  });
  it('keeps the first and the last of very many days', () => {
    const many = Array.from({ length: 1000 }, (_, i) => posting(i + 1, `p${i % 7}`, '1'));
    const moments = concentrationOverTime(many, 'obligor', (position) => String(position).padStart(4, '0'));
    expect(moments).toHaveLength(MOST_MOMENTS);
    expect([moments[0]?.position, moments.at(-1)?.position]).toEqual([1, 1000]);
  });
  it('keeps a value until the next one, and is broken where there is none', () => {
    const points = [
      { x: 0, value: '1' },
      { x: 10, value: '2' },
      { x: 20, value: null },
      { x: 30, value: '3' },
    ];
    expect(stepPath(points, 40, (value) => value)).toBe('M0.0 1.0H10.0V2.0H20.0M30.0 3.0H40.0');
  });
});

describe('a target, leg by leg', () => {
  const nothing = Object.fromEntries(RECONCILED.map((account) => [account, amount('0')])) as Pick<
    ReconciledLeg,
    (typeof RECONCILED)[number]
  >;
  const leg = (deal: string, more: Partial<ReconciledLeg>): ReconciledLeg => ({
    deal,
    leg: 'price',
    kind: 'payment',
    obligor: 'a',
    obligee: 'b',
    ...nothing,
    ...more,
  });
  const row: ReconciliationRow = {
    unit: 'USD',
    counts: { side: 'obligor', kinds: ['payment'] },
    total: amount('100'),
    ...nothing,
    firm: amount('50', '40', null, 1),
    option: amount('10'),
    rest: '40',
    overAllocated: false,
    legs: [
      leg('small', { firm: amount('20'), option: amount('10') }),
      leg('secret', { firm: amount('0', '0', null, 1) }),
      leg('large', { firm: amount('30', '20', '30') }),
    ],
  };
  it('lays its legs end to end, the surest account and the largest leg first', () => {
    expect(piecesOf(row).map(({ account, leg: { deal }, from, width }) => [account, deal, from, width])).toEqual([
      ['firm', 'large', 0, 30],
      ['firm', 'small', 30, 20],
      ['firm', 'secret', 50, 0],
      ['option', 'small', 50, 10],
    ]);
  });
  it('says between what the legs may come to', () => {
    expect(legsWhisker(row)).toEqual({ from: 50, to: 100, isOpen: true });
  });
});
