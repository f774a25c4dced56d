import type { Random } from '../../../e2e/faults/harness/random.ts';
import { day, evidence, usd } from './wording.ts';
import type { Zipf } from './zipf.ts';

const COUNT = 200;
/** In the order of how often they are named. */
export const PARTIES = Array.from({ length: COUNT }, (_, n) => `party-${n + 1}`);
/** Names of the first of them, under which they are merged away at once. */
const FORMER = 5;

export function* registrations(): Generator<object, void, void> {
  for (const party of PARTIES) yield registered(party);
  for (let n = 1; n <= FORMER; n += 1) {
    yield registered(`former-${n}`);
    yield { type: 'PartiesMerged', party: `former-${n}`, data: { into: `party-${n}` }, announcedOn: day(1), evidence };
  }
}

function registered(party: string): object {
  return { type: 'PartyRegistered', party, data: { name: `${party} Inc.` }, announcedOn: day(0), evidence };
}

/** What is said of a party by itself. */
export function ofParty(zipf: Zipf, random: Random, announcedOn: string): object {
  const party = zipf.draw(random);
  const amount = usd(`${random.between(1, 900)}000000`);
  const said = { party, announcedOn, evidence };
  switch (random.between(0, 3)) {
    case 0:
      return { type: 'PartyUpdated', ...said, data: { aliases: [`${party} on ${announcedOn}, ${random.text(4)}`] } };
    case 1: {
      const data = { target: `target-${random.between(1, 9)}`, title: 'Capacity to build', parties: [party] };
      return { type: 'TargetStated', ...said, data: { ...data, quantities: [amount] } };
    }
    default: {
      const metric = random.pick(['cash', 'revenue-run-rate', 'capex-guidance', 'undrawn-facilities']);
      return { type: 'MetricObserved', ...said, data: { parties: [party], metric, quantity: amount } };
    }
  }
}
