import type { Random } from '../../../e2e/faults/harness/random.ts';
import { day, evidence, usd } from './wording.ts';
import type { Zipf } from './zipf.ts';

/** A deal as far as its next events have to know it. */
export interface Deal {
  readonly deal: string;
  readonly announced: number;
  /** The day since which all of it binds. */
  firmSince: number;
  /** Millions of USD. Every payment is a small part of it. */
  readonly size: number;
  readonly obligor: string;
  /** Of the capacity, where it was novated the newest. */
  supplier: string;
  binding: 'intent' | 'conditional' | 'firm';
  option: 'open' | 'exercised' | 'none';
  right: 'never' | 'granted' | 'ended';
  version: number;
  /** The version of the last payment that nothing was said about yet. */
  payment: number | null;
  /** The version of what is in dispute. */
  disputed: number | null;
  over: boolean;
}

/** How large a deal is, in steps so wide that no leg looks like another of that week, whoever it is novated to. */
const STEP = 1.15;
const STEPS = 60;
const LATE = 0.02;
/** Of each event, in thousandths: those that are left are payments and deliveries. */
const CHANCES = {
  EventCorrected: 14,
  EventRetracted: 4,
  DisputeRaised: 4,
  EvidenceAdded: 30,
  DealAmended: 80,
  LegNovated: 10,
  DealTerminated: 15,
  DealCompleted: 35,
} as const;

export function announce(n: number, today: number, zipf: Zipf, random: Random) {
  const deal = `deal-${n}`;
  const obligor = zipf.draw(random);
  const supplier = another([obligor], zipf, random);
  const scale = STEP ** (n % STEPS);
  const size = Math.round(100 * scale);
  const binding = random.pick(['intent', 'conditional', 'firm', 'firm', 'firm'] as const);
  const option = random.next() < 0.3 ? 'open' : 'none';
  const conditions = binding === 'conditional' ? [{ type: 'delivery', text: 'the first site is connected' }] : [];
  const [from, to] = [day(today), day(today + 365 * random.between(1, 8))];
  const term = { from, to };
  const price = { leg: 'price', kind: 'payment', obligor, obligee: supplier, binding, quantity: usd(`${size}000000`) };
  const ways = { obligor: supplier, obligee: obligor };
  const quantity = capacity(Math.round(50 * scale), random);
  const legs = [
    { ...price, term, schedule: scheduleOf(today, random), conditions },
    { leg: 'compute', kind: 'capacity', ...ways, binding, product: 'accelerators', quantity, term, conditions },
    ...(option === 'open' ? [optionOf(ways, Math.round(1_000 * scale))] : []),
  ];
  const event = { type: 'DealAnnounced', deal, data: { title: `Compute, ${deal}`, legs, rights: [] }, ...on(today) };
  const state = { option, right: 'never', version: 1, payment: null, disputed: null, over: false } as const;
  return {
    event,
    deal: { deal, announced: today, firmSince: today, size, obligor, supplier, binding, ...state } as Deal,
  };
}

/** What happens to the deal next; moves it on. */
export function next(deal: Deal, today: number, zipf: Zipf, random: Random): object {
  const { type, data, reason } = happening(deal, today, zipf, random);
  deal.version += 1;
  if (type === 'PerformanceRecorded') deal.payment = deal.version;
  const late = type === 'PerformanceRecorded' && random.next() < LATE;
  const effectiveOn = day(Math.max(deal.firmSince, today - random.between(1, 60)));
  return { type, deal: deal.deal, data, ...on(today), ...(late ? { effectiveOn } : {}), ...(reason ? { reason } : {}) };
}

interface Happening {
  readonly type: string;
  readonly data: object;
  readonly reason?: string;
}

function happening(deal: Deal, today: number, zipf: Zipf, random: Random): Happening {
  const { payment, disputed } = deal;
  if (deal.binding === 'intent') {
    deal.binding = 'firm';
    deal.firmSince = today;
    return { type: 'DealSigned', data: {} };
  }
  if (deal.binding === 'conditional') return settled(deal, today, random);
  if (disputed !== null) {
    deal.disputed = null;
    return {
      type: 'DisputeResolved',
      data: { event: { version: disputed }, ruling: random.pick(['recorded', 'alternative']) },
    };
  }
  let thousandth = random.between(0, 999);
  for (const [type, chance] of Object.entries(CHANCES) as [keyof typeof CHANCES, number][]) {
    if (thousandth < chance) return drawn(type, deal, payment, zipf, random) ?? performance(deal, random);
    thousandth -= chance;
  }
  if (deal.option !== 'none' && random.next() < 0.1) return optional(deal, random);
  if (deal.right !== 'ended' && random.next() < 0.05) return right(deal);
  return performance(deal, random);
}

function drawn(
  type: keyof typeof CHANCES,
  deal: Deal,
  payment: number | null,
  zipf: Zipf,
  random: Random,
): Happening | null {
  switch (type) {
    case 'DealTerminated':
      deal.over = true;
      return { type, data: { cause: random.pick(['mutual', 'convenience', 'breach']) } };
    case 'DealCompleted':
      deal.over = true;
      return { type, data: { releaseRemainder: true } };
    case 'EvidenceAdded':
      return { type, data: { event: { version: 1 } } };
    case 'LegNovated':
      deal.supplier = another([deal.obligor, deal.supplier], zipf, random);
      return { type, data: { leg: 'compute', role: 'obligor', to: deal.supplier } };
    case 'DealAmended': {
      const change = random.pick([
        { op: 'increase', leg: 'price', quantity: part(deal, random) },
        { op: 'extend', leg: 'price', term: { from: day(deal.announced), to: day(deal.announced + 4_000) } },
      ]);
      return { type, data: { changes: [change] } };
    }
    default:
      return payment === null ? null : about(type, deal, payment, random);
  }
}

function about(type: string, deal: Deal, version: number, random: Random): Happening {
  deal.payment = null;
  const event = { version };
  const words = { leg: 'price', quantity: part(deal, random) };
  if (type === 'EventCorrected') return { type, data: { event, data: words }, reason: 'misread the filing' };
  if (type === 'EventRetracted') return { type, data: { event }, reason: 'the publisher withdrew it' };
  deal.disputed = version;
  return { type, data: { event, alternative: words } };
}

/** On both legs what they wait for comes in, or fails on one. */
function settled(deal: Deal, today: number, random: Random): Happening {
  if (deal.right === 'never' && random.next() < 0.1) {
    deal.right = 'ended';
    return { type: 'ConditionFailed', data: { leg: 'compute' } };
  }
  deal.binding = 'firm';
  deal.firmSince = today;
  return { type: 'ConditionMet', data: { leg: 'price' } };
}

function optional(deal: Deal, random: Random): Happening {
  if (deal.option === 'open' && random.next() < 0.7) {
    deal.option = 'exercised';
    return {
      type: 'OptionExercised',
      data: { leg: 'more', quantity: { qualifier: 'exact', value: '10', unit: 'accelerator' } },
    };
  }
  deal.option = 'none';
  return { type: 'OptionLapsed', data: { leg: 'more' } };
}

function right(deal: Deal): Happening {
  if (deal.right === 'granted') {
    deal.right = 'ended';
    return { type: 'RightEnded', data: { right: 'first' } };
  }
  deal.right = 'granted';
  const terms = { id: 'first', kind: 'first-refusal', holder: deal.obligor, grantor: deal.supplier };
  return { type: 'RightGranted', data: { right: terms } };
}

function performance(deal: Deal, random: Random): Happening {
  return { type: 'PerformanceRecorded', data: { leg: 'price', quantity: part(deal, random) } };
}

/** So little that all that ever happens to the deal does not exhaust it. */
function part(deal: Deal, random: Random): object {
  return usd(String(deal.size * random.between(100, 4_000)));
}

function capacity(megawatts: number, random: Random): object {
  const value = String(megawatts);
  return random.pick([
    { qualifier: 'exact', value, unit: 'MW' },
    { qualifier: 'approx', value, unit: 'MW' },
    { qualifier: 'upTo', value, unit: 'MW' },
    { qualifier: 'atLeast', value, unit: 'MW' },
    { qualifier: 'between', low: value, high: String(2 * megawatts), unit: 'MW' },
    { qualifier: 'undisclosed', unit: 'MW' },
  ]);
}

function optionOf(ways: { readonly obligor: string; readonly obligee: string }, value: number): object {
  const quantity = { qualifier: 'exact', value: String(value), unit: 'accelerator' };
  return { leg: 'more', kind: 'capacity', ...ways, binding: 'option', quantity };
}

function scheduleOf(today: number, random: Random): readonly object[] {
  const years = Array.from({ length: random.between(0, 3) }, (_, n) => today + 365 * (n + 1));
  return years.map((end, n) => ({ due: { from: day(end - 364), to: day(end) }, quantity: usd(`${n + 1}000000`) }));
}

function another(than: readonly string[], zipf: Zipf, random: Random): string {
  for (;;) {
    const drawn = zipf.draw(random);
    if (!than.includes(drawn)) return drawn;
  }
}

function on(today: number) {
  return { announcedOn: day(today), evidence };
}
