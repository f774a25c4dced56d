import { setTimeout as sleep } from 'node:timers/promises';
import { read } from '../api.ts';
import type { Bench } from '../bench-system.ts';
import { atLeast, type Group, type Sample } from '../figure.ts';
import { kafkaOf } from '../kafka.ts';

/** What: all read models anew from the topic as it then is, beside a consumer of the same topic that does nothing. */
const TOPIC = 'offtake.events';
const LOOK_EVERY_MS = 50;

export const rebuild: Group = {
  name: 'rebuild',
  // Whoever rebuilds reads all that the groups before have recorded: it is long enough by itself.
  warmUp: false,
  rounds: 3,
  figures: [
    {
      figure: 'rebuild of all read models',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'kafkajs, consuming and doing nothing', is: 'kafkajs.rate' },
      goal: atLeast(0.2),
    },
  ],
  async prepare(bench) {
    let groups = 0;
    return {
      sides: { ours: () => rebuilt(bench), kafkajs: () => consumed(bench, `bench-rebuild-${groups++}`) },
    };
  },
};

interface Projections {
  readonly projections: readonly {
    readonly generation: number;
    readonly books: readonly { readonly checkpoint: number }[];
    readonly rebuild: { readonly state: string; readonly error?: string } | null;
  }[];
}

/** From being told to, until the new read models are the ones that are read. */
async function rebuilt(bench: Bench): Promise<Sample> {
  const events = await eventsOf(bench);
  const headers = { authorization: `Bearer ${bench.key}` };
  const began = performance.now();
  const address = `${bench.projectionUrl}/api/projections/exposure/rebuilds`;
  let answer = await fetch(address, { method: 'POST', headers });
  // The one before it may still be clearing up.
  for (; answer.status === 409; answer = await fetch(address, { method: 'POST', headers })) await sleep(LOOK_EVERY_MS);
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  for (;;) {
    const [exposure] = (await read<Projections>(bench, '/api/projections')).projections;
    if (exposure?.rebuild?.state === 'failed') throw new Error(exposure.rebuild.error);
    if (exposure?.rebuild?.state === 'done') break;
    await sleep(LOOK_EVERY_MS);
  }
  return { rate: (events / (performance.now() - began)) * 1_000 };
}

/** From the first fetch to the last message: how long the group takes to form does not count. */
async function consumed(bench: Bench, groupId: string): Promise<Sample> {
  const events = await eventsOf(bench);
  const consumer = kafkaOf(bench).consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  let count = 0;
  let began = 0;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    began = performance.now();
  });
  const seconds = await new Promise<number>((resolve, reject) => {
    const eachBatch = async ({ batch }: { batch: { messages: readonly unknown[] } }) => {
      count += batch.messages.length;
      if (count >= events) resolve((performance.now() - began) / 1_000);
    };
    consumer.run({ eachBatch }).catch(reject);
  });
  await consumer.disconnect();
  return { rate: events / seconds };
}

async function eventsOf(bench: Bench): Promise<number> {
  const [exposure] = (await read<Projections>(bench, '/api/projections')).projections;
  const events = (exposure?.books ?? []).reduce((sum, { checkpoint }) => sum + checkpoint, 0);
  if (events === 0) throw new Error('There is nothing to rebuild: measure import or growth before.');
  return events;
}
