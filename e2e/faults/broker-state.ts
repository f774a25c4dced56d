import { rm } from 'node:fs/promises';
import { alterTopic } from './harness/alter-topic.ts';
import { type Fault, SINGLE } from './harness/fault.ts';
import { metricOf } from './harness/metrics.ts';
import { SideBook } from './harness/side-book.ts';
import { seenSince } from './harness/watcher.ts';

const SMALL_BYTES = 20_000;
const NORMAL_BYTES = 4 * 1024 * 1024;

/** A broker that holds nothing, or will not take what it is given. */
export const BROKER_FAULTS: readonly Fault[] = [
  {
    name: 'a fresh, empty broker',
    size: SINGLE,
    async strike({ system }) {
      await system.broker.stop();
      await rm(system.brokerDirectory, { recursive: true, force: true });
      await system.broker.start();
      return { from: Date.now() };
    },
  },
  {
    name: 'an event too large for the broker',
    size: SINGLE,
    async strike(at) {
      const { system, load, random, expect } = at;
      const side = await SideBook.open(system, `${load.book}-side`);
      await side.projected();
      const before = side.position;
      const metric = () => metricOf(system.commandUrls[0] ?? '', 'offtake_relay_set_aside_books');
      await alterTopic(system.brokers, { 'max.message.bytes': String(SMALL_BYTES) });
      await side.payAtLength(random);
      await side.until(async () => (await metric()) === 1, 'is set aside');
      await side.until(async () => (await side.state()).setAside !== undefined, 'is shown as set aside');
      const { checkpoint, state } = await side.state();
      expect(checkpoint === before && state === 'live', `${side.book} is ${state} at ${checkpoint}`);
      const since = Date.now();
      await side.until(async () => seenSince(since, at), 'lets the other books go on');
      // A relay that begins tries again what was set aside.
      await alterTopic(system.brokers, { 'max.message.bytes': String(NORMAL_BYTES) });
      const from = Date.now();
      await system.commands[0]?.restart();
      await side.projected();
      expect((await metric()) === 0, 'a book stays set aside');
      return { from };
    },
  },
];
