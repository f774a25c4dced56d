import { formatDecimal } from '@offtake/deals/amount';
import { type Refusal, refuse } from '@offtake/deals/refusal';
import { type Clearing, clear } from './clearing.ts';
import { MOST_UNKNOWNS } from './modular-inverse.ts';
import { NOUGHT, printFraction, type Rational, ratio, rounded, times } from './rational.ts';
import type { Days } from './spread.ts';
import {
  type DueShocks,
  type Excluded,
  type Internal,
  type Liability,
  liabilitiesOf,
  type StressPart,
  stressWindow,
} from './stress-liabilities.ts';

/** What is supposed. Fractions are from 0 to 1. */
export interface Assumptions extends DueShocks {
  /** Its day, and how many months from then on count. */
  readonly today: string;
  readonly months: number;
  /** Who pays at most a fraction of what it owes. */
  readonly payers: ReadonlyMap<string, Rational>;
  /** What is left of its assets, and of what it receives, once a party fails. */
  readonly alpha: Rational;
  readonly beta: Rational;
}

/** Numbers are decimal strings in the unit; what is not whole millionths is rounded, half up. */
export interface StressedParty {
  readonly party: string;
  /** Its buffer; null where it is not known, and not needed: the party owes nothing. */
  readonly assets: string | null;
  readonly owed: string;
  readonly pays: string;
  /** `pays` as a fraction; null where that would be longer than LONGEST_FRACTION. */
  readonly exact: string | null;
  readonly receives: string;
  readonly shortfall: string;
  readonly defaults: boolean;
  /** In which round it fails, from 1 on; null where it does not, or only pays less because that is supposed. */
  readonly round: number | null;
}

export interface Stress {
  readonly window: Days;
  /** Everybody who owes or is owed something, by slug. */
  readonly parties: readonly StressedParty[];
  readonly payments: readonly {
    readonly obligor: string;
    readonly obligee: string;
    readonly owed: string;
    readonly pays: string;
    /** An open dispute touches what is owed; left out where none does. */
    readonly disputed?: true;
  }[];
  /** Who fails in the first round by its own means, and in each later one because of those before. */
  readonly rounds: readonly (readonly string[])[];
  readonly excluded: readonly Excluded[];
  readonly internal: readonly Internal[];
}

/** More could not be solved for, were all of them to fail. */
export const MOST_PARTIES = MOST_UNKNOWNS;
const LONGEST_FRACTION = 1_000;
const MILLION = 1_000_000n;

/**
 * Who pays what of what falls due, under shocks. Liabilities as in stress-liabilities.ts, payments as in clearing.ts.
 *
 * @param parts of one unit, and of the kinds that count
 * @param buffers what each party has, in millionths of the unit, as far as it is known
 * @returns refusals where a party owes something and has no known buffer (`unknown-buffer`), or one below zero
 *   (`negative-buffer`), or where there are more than MOST_PARTIES parties
 */
export function stressOf(
  parts: readonly StressPart[],
  buffers: ReadonlyMap<string, bigint>,
  assumptions: Assumptions,
): Stress | readonly Refusal[] {
  const { today, months, payers, alpha, beta } = assumptions;
  const window = stressWindow(today, months);
  const { liabilities, excluded, internal } = liabilitiesOf(parts, today, window, assumptions);
  const parties = [...new Set(liabilities.flatMap(({ obligor, obligee }) => [obligor, obligee]))].sort();
  const refusals = refusalsOf(liabilities, parties, buffers);
  if (refusals.length > 0) return refusals;
  const places = new Map(parties.map((party, i) => [party, i]));
  const place = (party: string) => places.get(party) as number;
  const cleared = clear({
    assets: parties.map((party) => notBelowZero(buffers.get(party))),
    owed: liabilities.map(({ obligor, obligee, amount }) => ({ from: place(obligor), to: place(obligee), amount })),
    most: new Map([...payers].filter(([party]) => places.has(party)).map(([party, part]) => [place(party), part])),
    alpha,
    beta,
  });
  return {
    window,
    parties: parties.map((party, i) => partyOf(party, i, liabilities, buffers, cleared)),
    payments: liabilities.map(({ amount, ...liability }) => {
      const pays = rounded(times(ratio(amount), cleared.fractions[place(liability.obligor)] ?? NOUGHT));
      return { ...liability, owed: formatDecimal(amount), pays: formatDecimal(pays) };
    }),
    rounds: cleared.rounds.map((round) => round.map((i) => parties[i] as string)),
    excluded,
    internal,
  };
}

function partyOf(
  party: string,
  i: number,
  liabilities: readonly Liability[],
  buffers: ReadonlyMap<string, bigint>,
  { payments, receipts, rounds }: Clearing,
): StressedParty {
  const owed = liabilities.reduce((sum, { obligor, amount }) => (obligor === party ? sum + amount : sum), 0n);
  const payment = payments[i] ?? NOUGHT;
  const pays = rounded(payment);
  const buffer = buffers.get(party);
  const exact = printFraction(times(payment, ratio(1n, MILLION)));
  const round = rounds.findIndex((failing) => failing.includes(i));
  return {
    party,
    assets: buffer === undefined ? null : formatDecimal(buffer),
    owed: formatDecimal(owed),
    pays: formatDecimal(pays),
    exact: exact.length > LONGEST_FRACTION ? null : exact,
    receives: formatDecimal(rounded(receipts[i] ?? NOUGHT)),
    shortfall: formatDecimal(owed - pays),
    defaults: payment.numerator < owed * payment.denominator,
    round: round < 0 ? null : round + 1,
  };
}

function refusalsOf(
  liabilities: readonly Liability[],
  parties: readonly string[],
  buffers: ReadonlyMap<string, bigint>,
): readonly Refusal[] {
  if (parties.length > MOST_PARTIES) {
    const message = `${parties.length} parties owe or are owed something here, of at most ${MOST_PARTIES}`;
    return [refuse('too-many-parties', '/unit', message)];
  }
  const debtors = new Set(liabilities.map(({ obligor }) => obligor));
  return parties.flatMap((party) => {
    const buffer = buffers.get(party);
    const path = `/assets/${party}`;
    if (!debtors.has(party)) return [];
    if (buffer === undefined) {
      return [refuse('unknown-buffer', path, `what ${party} has to pay with is not known: say it, or record it`)];
    }
    if (buffer >= 0n) return [];
    const message = `${party} has ${formatDecimal(buffer)}: a vector clears only with nothing below zero`;
    return [refuse('negative-buffer', path, message)];
  });
}

/** Who owes nothing clears nothing: what it has does not matter. */
function notBelowZero(buffer: bigint | undefined): bigint {
  return buffer !== undefined && buffer > 0n ? buffer : 0n;
}
