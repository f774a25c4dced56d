import type { Outgoing } from '@offtake/event-transport/transport';
import { type Fault, SINGLE, type Struck } from './harness/fault.ts';
import { metricOf } from './harness/metrics.ts';
import { SideBook } from './harness/side-book.ts';

/** What may stand in the topic beside what the relay publishes. */
export const TOPIC_FAULTS: readonly Fault[] = [
  {
    name: 'a duplicate in the topic',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      await side.publish(await side.messages(2, 4));
      await side.publish((await side.messages(1, 5)).toReversed());
      await side.pay(1);
      const from = Date.now();
      await side.projected();
      at.expect((await side.state()).state === 'live', 'a duplicate halts its book');
      return { from };
    },
  },
  {
    name: 'a gap in the topic that is filled later',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      await side.moveCursor(side.position + 3);
      await side.pay(3);
      const filled = (await side.messages(side.position - 2, side.position)).toReversed();
      const from = Date.now();
      await side.publish(filled);
      await side.projected();
      at.expect((await side.state()).state === 'live', 'a gap that is filled halts its book');
      return { from };
    },
  },
  {
    name: 'a gap in the topic that stays',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      const next = side.position + 1;
      await side.moveCursor(next);
      await side.pay(2);
      return { from: await republishedAfter(at, side, next, `gap at ${next}`) };
    },
  },
  {
    name: 'a malformed message in the topic',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      const next = side.position + 1;
      await side.moveCursor(next);
      const counted = await malformedAt(at);
      await side.pay(1);
      const [message] = await side.messages(next, next);
      const malformed = malformedFrom(message as Outgoing);
      await side.publish(malformed);
      await side.pay(1);
      const from = await republishedAfter(at, side, next, `gap at ${next}`);
      const now = await malformedAt(at);
      at.expect(now - counted >= malformed.length, `of ${malformed.length} malformed messages ${now - counted} count`);
      return { from };
    },
  },
  {
    name: 'a message altered on its way',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      const next = side.position + 1;
      await side.moveCursor(next);
      await side.pay(1);
      const [message] = await side.messages(next, next);
      await side.publish([altered(message as Outgoing)]);
      await side.pay(1);
      return { from: await republishedAfter(at, side, next, `hash does not fit at ${next}`) };
    },
  },
];

/**
 * The book halts, for this reason; after what is missing was published it is resumed, and goes on.
 * @returns the instant at which it is resumed
 */
async function republishedAfter({ expect }: Struck, side: SideBook, missing: number, reason: string): Promise<number> {
  await side.halted(reason);
  const { checkpoint } = await side.state();
  expect(checkpoint === missing - 1, `${side.book} is halted at ${checkpoint}, not at ${missing - 1}`);
  await side.setCursor(missing - 1);
  await side.published();
  const from = Date.now();
  await side.resume();
  await side.projected();
  return from;
}

/** A message that lacks what makes it an event, in several ways. */
function malformedFrom({ book, headers, value }: Outgoing): readonly Outgoing[] {
  const { ce_hash: _, ...unhashed } = headers;
  return [
    { book, headers: {}, value: 'not an event' },
    { book, headers: unhashed, value },
    { book, headers: { ...headers, ce_position: '0' }, value },
    { book, headers, value: '{' },
    { book: `${book}-else`, headers, value },
  ];
}

function altered({ book, headers, value }: Outgoing): Outgoing {
  return { book, headers, value: value.replace('"value":"1"', '"value":"2"') };
}

async function sideOf({ system, load }: Struck): Promise<SideBook> {
  const side = await SideBook.open(system, `${load.book}-side`);
  system.spoiltInTopic.add(side.book);
  await side.projected();
  return side;
}

function malformedAt({ system }: Struck): Promise<number> {
  return metricOf(system.projectionUrls[0] ?? '', 'offtake_projection_malformed_total');
}
