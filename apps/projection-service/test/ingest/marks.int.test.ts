import type { Delivered } from '@offtake/event-transport/transport';
import { beforeEach, describe, expect, it } from 'vitest';
import { chain, messages, registered } from './events.ts';
import type { LogOptions } from './log.ts';
import { database, four, log, one, reopenLog, three, two } from './one-partition.ts';

const others = messages(chain('c', ['v', 'w', 'x', 'y', 'z'].map(registered)));
const idle = Array.from({ length: 50 }, (_, n) => messages(chain(`idle-${n}`, [registered('x')]))).flat();

/** A crash: another consumer reads on, from what is kept of the partition. */
async function restart(options: LogOptions = {}): Promise<void> {
  await reopenLog({ written: log.written, ...options });
  await log.restart();
}
async function reached(book = 'b') {
  const text = 'select position::int, state from exposure_1.checkpoint where book = $1';
  const [row] = await database.rows<{ position: number; state: string }>(text, [book]);
  return row;
}
const mark = () =>
  database.rows(
    `select log, "offset"::int, message_of, message_position::int from exposure_1.mark where log is not null`,
  );
const letGoOn = () =>
  database.rows(`update exposure_1.checkpoint set state = 'live', reason = null, event = null, halted_at = null`);

describe('a consumer that begins again', () => {
  it('is handed what came after its last batch alone, however long other books have been idle', async () => {
    await log.deliver(...idle, one);
    await log.deliver(two);
    log.write(three, four);
    await restart();
    expect(log.handled).toEqual([52, 53]);
    expect(await reached()).toEqual({ position: 4, state: 'live' });
  });

  it('is handed nothing again of what only came twice', async () => {
    await log.deliver(one, two);
    await log.deliver(one, two);
    await restart();
    expect(log.handled).toEqual([]);
  });

  it('is handed a batch again that was not committed', async () => {
    await log.deliver(one);
    const before = await mark();
    await database.rows('alter table exposure_1.posting rename to gone');
    await expect(log.deliver(two)).rejects.toThrow('posting');
    await database.rows('alter table exposure_1.gone rename to posting');
    expect(await mark()).toEqual(before);
    expect(before).toEqual([{ log: 'topic/1', offset: 0, message_of: 'b', message_position: 1 }]);
    await restart();
    expect(log.handled).toEqual([1]);
    expect((await reached())?.position).toBe(2);
  });

  it('is handed everything where the log is another one, even if the same message stands in the same place', async () => {
    await log.deliver(...others.slice(0, 2), one, two);
    await restart({ name: 'topic/2' });
    expect(log.handled).toEqual([0, 1, 2, 3]);
    await restart({ name: 'topic/2' });
    expect(log.handled).toEqual([]);
  });

  it('is handed everything where the log ends before the mark', async () => {
    await log.deliver(...others.slice(0, 2), one, two);
    await restart({ written: log.written.slice(0, 3) });
    expect(log.handled).toEqual([0, 1, 2]);
  });

  it('goes by the books where offsets are theirs: no mark is set', async () => {
    await restart({ name: null });
    await log.deliver(one, two);
    expect(await mark()).toEqual([]);
    expect((await log.consumer.progress(0)).books).toEqual([{ book: 'b', position: 2, offset: 1n }]);
  });
});

describe('a gap that is open', () => {
  it('holds the place to begin at, whatever comes of other books', async () => {
    await log.deliverSome(one);
    await log.deliverSome(...others.slice(0, 1), three);
    await log.deliverSome(...others.slice(1, 3));
    log.write(two);
    await restart();
    expect(log.handled.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(await reached()).toEqual({ position: 3, state: 'live' });
  });

  it('holds it no longer when it is filled', async () => {
    await log.deliver(one, three, two, four);
    await log.deliver(...others.slice(0, 1));
    await restart();
    expect(log.handled).toEqual([]);
    expect(await reached()).toEqual({ position: 4, state: 'live' });
  });

  it('holds it no longer when its book is halted', async () => {
    await log.deliver(one, three);
    await log.deliver(...others);
    await restart();
    expect(log.handled).toEqual([]);
    expect(await reached()).toEqual({ position: 1, state: 'halted' });
  });
});

describe('a halted book that is let go on', () => {
  beforeEach(async () => {
    await log.deliver(one, three);
    await log.deliver(two, ...others.slice(0, 2));
    expect(await reached()).toEqual({ position: 1, state: 'halted' });
  });

  it('is read from where it stood after a crash, though nobody has heard of it', async () => {
    await letGoOn();
    await restart();
    expect(await reached()).toEqual({ position: 3, state: 'live' });
  });

  it('is read from there although others were read on meanwhile', async () => {
    await letGoOn();
    await log.deliver(...others.slice(2, 3));
    await restart();
    expect(await reached()).toEqual({ position: 3, state: 'live' });
  });

  it('is read from there once: then the place to begin at is the newest again', async () => {
    await letGoOn();
    await log.consumer.resume('b');
    await log.deliver();
    expect(await reached()).toEqual({ position: 3, state: 'live' });
    await log.deliver(...others.slice(2, 3));
    await restart();
    expect(log.handled).toEqual([]);
  });

  it('is read from there also where only the going on of another is heard of', async () => {
    const third = messages(chain('e', [registered('x'), registered('y'), registered('z')])) as [
      Delivered,
      Delivered,
      Delivered,
    ];
    await log.deliver(third[0], third[2]);
    await log.deliver(third[1], ...others.slice(2, 3));
    expect((await reached('e'))?.state).toBe('halted');
    await letGoOn();
    await log.consumer.resume('e');
    await log.deliver(...others.slice(3, 4));
    expect(await reached('e')).toEqual({ position: 3, state: 'live' });
    expect(await reached()).toEqual({ position: 3, state: 'live' });
  });
});
