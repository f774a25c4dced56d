import type { Outgoing } from '@offtake/event-transport/transport';
import { type Fault, SINGLE, type Struck } from './harness/fault.ts';
import { metricOf } from './harness/metrics.ts';
import { SideBook } from './harness/side-book.ts';

/** What may stand in the topic beside what the relay publishes. */
export const TOPIC_FAULTS: readonly Fault[] = [
  inTopic('a duplicate in the topic', async ({ expect }, side) => {
    await side.publish(await side.messages(2, 4));
    await side.publish((await side.messages(1, 5)).toReversed());
    await side.pay(1);
    const from = Date.now();
    await side.projected();
    expect((await side.state()).state === 'live', 'a duplicate halts its book');
    return from;
  }),
  inTopic('a gap in the topic that is filled later', async ({ expect }, side) => {
    await side.moveCursor(side.position + 3);
    await side.pay(3);
    const filled = (await side.messages(side.position - 2, side.position)).toReversed();
    const from = Date.now();
    await side.publish(filled);
    await side.projected();
    expect((await side.state()).state === 'live', 'a gap that is filled halts its book');
    return from;
  }),
  inTopic('a gap in the topic that stays', async (at, side) => {
    const next = side.position + 1;
    await side.moveCursor(next);
    await side.pay(2);
    return republishedAfter(at, side, next, `gap at ${next}`);
  }),
  inTopic('a malformed message in the topic', async (at, side) => {
    const counted = await malformedAt(at);
    const next = side.position + 1;
    const malformed = malformedFrom(await unpublished(side));
    await side.publish(malformed);
    await side.pay(1);
    const from = await republishedAfter(at, side, next, `gap at ${next}`);
    const now = await malformedAt(at);
    at.expect(now - counted >= malformed.length, `of ${malformed.length} malformed messages ${now - counted} count`);
    return from;
  }),
  inTopic('a message altered on its way', async (at, side) => {
    const next = side.position + 1;
    await side.publish([altered(await unpublished(side))]);
    await side.pay(1);
    return republishedAfter(at, side, next, `hash does not fit at ${next}`);
  }),
];

/** @param strike returns the instant from which on the book has to recover */
function inTopic(name: string, strike: (at: Struck, side: SideBook) => Promise<number>): Fault {
  return {
    name,
    size: SINGLE,
    async strike(at) {
      const side = await SideBook.open(at.system, `${at.load.book}-side`);
      at.system.spoiltInTopic.add(side.book);
      await side.projected();
      return { from: await strike(at, side) };
    },
  };
}

/** Records an event that the relay believes to have published, as it would have. */
async function unpublished(side: SideBook): Promise<Outgoing> {
  const next = side.position + 1;
  await side.moveCursor(next);
  await side.pay(1);
  const [message] = await side.messages(next, next);
  return message as Outgoing;
}

/**
 * The book halts, for this reason; after what is missing was published it is resumed, and goes on.
 * @returns the instant at which it is resumed
 */
async function republishedAfter({ expect }: Struck, side: SideBook, missing: number, reason: string): Promise<number> {
  await side.halted(reason);
  const { checkpoint } = await side.state();
  expect(checkpoint === missing - 1, `${side.book} is halted at ${checkpoint}, not at ${missing - 1}`);
  // A relay that is still on its way would move the cursor on again.
  await side.published();
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

function malformedAt({ system }: Struck): Promise<number> {
  return metricOf(system.projectionUrls[0] ?? '', 'offtake_projection_malformed_total');
}
