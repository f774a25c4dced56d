import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Bench, statement } from './bench-system.ts';
import type { Figure, Goal, Group, Measured, Prepared, Sample } from './figure.ts';

/** One round: what each side gave. */
type Round = Readonly<Record<string, Sample>>;

/**
 * Measures a group: every side once to warm up, then round after round, the sides in turn, so that whatever else the
 * machine does meets ours and the peer alike.
 */
export async function measure(group: Group, bench: Bench): Promise<readonly Measured[]> {
  const prepared = await group.prepare(bench);
  try {
    if (group.warmUp !== false && !bench.quick) await once(prepared, bench, false);
    const rounds: Round[] = [];
    const count = bench.quick ? 1 : (group.rounds ?? bench.rounds);
    // Every other round the other way round: who comes second finds a warmer cache, or a fuller disk.
    while (rounds.length < count) rounds.push(await once(prepared, bench, rounds.length % 2 === 1));
    const figures = typeof group.figures === 'function' ? group.figures(bench) : group.figures;
    return figures.map((figure) => summary(figure, rounds));
  } finally {
    await prepared.end?.();
  }
}

async function once({ sides }: Prepared, bench: Bench, backwards: boolean): Promise<Round> {
  const names = Object.keys(sides);
  if (backwards) names.reverse();
  const round: Record<string, Sample> = {};
  for (const name of names) {
    await clearUp(bench);
    round[name] = await (sides[name] as () => Promise<Sample>)();
  }
  return round;
}

/** What one side has left in the database's buffers and in this process is not written or collected during the next. */
async function clearUp({ adminUrl }: Bench): Promise<void> {
  await statement(adminUrl, 'checkpoint');
  collectGarbage();
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export function summary({ figure, unit, ours, peer, goal }: Figure, rounds: readonly Round[]): Measured {
  const own = rounds.map((round) => valueOf(round, ours));
  const other = peer === undefined ? null : rounds.map((round) => valueOf(round, peer.is));
  const ratios = other === null ? null : own.map((value, i) => value / (other[i] as number));
  const ratio = ratios === null ? null : median(ratios);
  return {
    figure,
    unit,
    ours: median(own),
    peer: other === null ? null : median(other),
    peerName: peer?.name ?? null,
    ratio,
    goal: goal === undefined ? null : textOf(goal, unit),
    met: goal === undefined ? null : isMet(goal, goal.of === 'ratio' ? ratio : median(own)),
    spread: spreadOf(ratios ?? own),
  };
}

function valueOf(round: Round, name: string): number {
  const [side = '', key = ''] = name.split('.');
  const value = round[side]?.[key];
  if (value === undefined) throw new Error(`nothing measured is named ${name}`);
  return value;
}

function isMet({ is, value }: Goal, measured: number | null): boolean {
  if (measured === null) return false;
  return is === 'at least' ? measured >= value : measured <= value;
}

function textOf({ of, is, value }: Goal, unit: string): string {
  return `${is === 'at least' ? '≥' : '≤'} ${value}${of === 'ratio' ? ' ×' : ` ${unit}`}`;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Of the values in order, the one below which this share lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function spreadOf(values: readonly number[]): number {
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / middle;
}
