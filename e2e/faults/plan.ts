import { LOST_ACKNOWLEDGEMENT } from './acknowledgements.ts';
import { BROKER_FAULTS } from './broker-state.ts';
import { DISK_FULL } from './disk-full.ts';
import type { Fault } from './harness/fault.ts';
import { Random } from './harness/random.ts';
import type { Step } from './harness/suite.ts';
import { KILLS } from './kills.ts';
import { LEDGER_FAULTS } from './ledger.ts';
import { OUTAGES } from './outages.ts';
import { KILLED_REBUILD } from './rebuild.ts';
import { SLOW_READER } from './slow-reader.ts';
import { REPLACED } from './stopped.ts';
import { TOPIC_FAULTS } from './topic.ts';

/** Every fault of the table that needs the whole system; where a smaller test proves a row, docs/faults.md names it. */
const OTHERS: readonly Fault[] = [
  ...OUTAGES,
  LOST_ACKNOWLEDGEMENT,
  ...TOPIC_FAULTS,
  ...LEDGER_FAULTS,
  ...BROKER_FAULTS,
  KILLED_REBUILD,
  SLOW_READER,
  DISK_FULL,
  ...REPLACED,
];
export const FAULTS: readonly Fault[] = [...KILLS, ...OTHERS];

/** Another one each time; OFFTAKE_SEED says which. */
export function readSeed(): number {
  const asked = Number(process.env.OFFTAKE_SEED);
  return process.env.OFFTAKE_SEED && Number.isInteger(asked) ? asked : Date.now() % 2 ** 31;
}

/** So many kills in all, each part as often as the others, in random order; and so many of each other fault. */
export function stepsOf(kills: number, others: number, seed: number): readonly Step[] {
  const random = new Random(seed);
  let bag: Fault[] = [];
  const killed = Array.from({ length: kills }, () => {
    if (bag.length === 0) bag = [...KILLS];
    return bag.splice(random.between(0, bag.length - 1), 1)[0] as Fault;
  });
  const faults = [...killed, ...OTHERS.flatMap((fault) => Array<Fault>(others).fill(fault))];
  return faults.map((fault, i) => ({ fault, seed: seed + i }));
}

/** The whole table again and again. */
export function* stepsWithoutEnd(kills: number, others: number, seed: number): Generator<Step> {
  for (let next = seed; ; ) {
    const steps = stepsOf(kills, others, next);
    yield* steps;
    next += steps.length;
  }
}

/** The faults whose names contain this, each so often. */
export function stepsNamed(name: string, rounds: number, seed: number): readonly Step[] {
  const faults = FAULTS.filter((fault) => fault.name.includes(name));
  const repeated = faults.flatMap((fault) => Array<Fault>(rounds).fill(fault));
  return repeated.map((fault, i) => ({ fault, seed: seed + i }));
}
