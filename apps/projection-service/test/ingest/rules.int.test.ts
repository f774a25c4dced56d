import { SCHEMA_VERSION } from '@offtake/deals/upcasters';
import type { Delivered } from '@offtake/event-transport/transport';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { announced, chain, idAt, messages, performed, registered } from './events.ts';
import { openLog } from './log.ts';
import { database, four, log, one, reopenLog, said, three, two } from './one-partition.ts';
import { contentOf } from './read-models.ts';

async function checkpoint(book = 'b') {
  const text = 'select position::int, state, reason, event from exposure_1.checkpoint where book = $1';
  const [row] = await database.rows<{ position: number; state: string; reason: string; event: string }>(text, [book]);
  return row;
}
async function performedSum(): Promise<string | undefined> {
  const text = `select sum(stated)::float8::text as sum from exposure_1.posting where account = 'performed'`;
  return (await database.rows<{ sum: string }>(text))[0]?.sum;
}

describe('a book whose events come in order', () => {
  it('applies each, with its postings and the register', async () => {
    await log.deliver(one, two);
    await log.deliver(three);
    expect(await checkpoint()).toEqual({ position: 3, state: 'live', reason: null, event: null });
    expect(await performedSum()).toBe('30');
    const deals = await database.rows('select deal, version, state, title, parties, legs from exposure_1.deal');
    expect(deals).toEqual([
      { deal: 'd', version: 3, state: 'performing', title: 'd', parties: ['aws', 'openai'], legs: 1 },
    ]);
    expect(log.projected.map(({ position }) => position)).toEqual([2, 3]);
  });

  it('skips what comes twice, in one batch and later', async () => {
    await log.deliver(one, one, two, two);
    await log.deliver(one, two, three, two);
    expect((await checkpoint())?.position).toBe(3);
    expect(await performedSum()).toBe('30');
    expect(await database.rows('select from exposure_1.event')).toHaveLength(3);
  });

  it('keeps the latest announcedOn so far, which never goes back', async () => {
    const late = { ...registered('x'), announcedOn: '2026-01-05' };
    const early = { ...registered('y'), announcedOn: '2025-01-01' };
    await log.deliver(...messages(chain('b', [late, early])));
    const rows = await database.rows<{ max: string }>(
      'select announced_max::text as max from exposure_1.event order by position',
    );
    expect(rows.map(({ max }) => max)).toEqual(['2026-01-05', '2026-01-05']);
  });
});

describe('a book with a gap', () => {
  it('goes on when what was missing comes later, looking back once', async () => {
    await log.deliver(one, three, four, two);
    expect(await checkpoint()).toMatchObject({ position: 4, state: 'live' });
    expect(await performedSum()).toBe('60');
    expect(log.seeks).toHaveLength(1);
  });

  it('begins where the gap began after a restart in the middle', async () => {
    await log.consumer.handle({ partition: 0, log: null, messages: [one, three, four, two], atEnd: false });
    expect((await checkpoint())?.position).toBe(2);
    await reopenLog();
    await log.deliver(one, three, four, two);
    await log.restart();
    expect(await checkpoint()).toMatchObject({ position: 4, state: 'live' });
  });

  it('halts when the gap stays, and leaves the other books alone', async () => {
    const others = messages(chain('c', [registered('x'), registered('y')])) as [Delivered, Delivered];
    await log.deliver(one, others[0], three);
    expect(await checkpoint()).toMatchObject({ position: 1, state: 'halted', reason: 'gap at 2', event: null });
    await log.deliver(others[1]);
    expect(await checkpoint('c')).toMatchObject({ position: 2, state: 'live' });
  });

  it('resumes after what was missing is published again', async () => {
    await log.deliver(one, three);
    await log.deliver(two, three, four);
    expect(await checkpoint()).toMatchObject({ position: 1, state: 'halted' });
    await database.rows(`update exposure_1.checkpoint set state = 'live', reason = null, halted_at = null`);
    await log.consumer.resume('b');
    await log.deliver();
    expect(await checkpoint()).toMatchObject({ position: 4, state: 'live' });
    expect(await performedSum()).toBe('60');
  });
});

describe('a book whose history is another one', () => {
  const other = messages(chain('b', said, 'another')) as [Delivered, Delivered, Delivered, Delivered];

  it('halts at an applied position that has another hash', async () => {
    await log.deliver(one, two, other[1]);
    expect(await checkpoint()).toMatchObject({ position: 2, state: 'halted', reason: 'forked at 2' });
  });

  it('halts where the next event does not continue the chain', async () => {
    await log.deliver(one, two, other[2]);
    expect(await checkpoint()).toMatchObject({ position: 2, state: 'halted', reason: 'forked at 3', event: idAt(3) });
  });
});

describe('an event that cannot be applied', () => {
  it.each([
    [
      'of an unknown type',
      { ...performed('d', 2, '1'), type: 'DealPraised' },
      `unknown type DealPraised of event ${idAt(2)} at 2`,
    ],
    [
      'of a newer schema version',
      { ...performed('d', 2, '1'), schemaVersion: 7 },
      `schema version 7 of PerformanceRecorded is newer than this system knows (${SCHEMA_VERSION}), at 2`,
    ],
    [
      'whose data are of another shape',
      { ...performed('d', 2, '1'), data: { leg: 'price', paid: '1' } },
      'the data of PerformanceRecorded at 2 do not fit the schema: /quantity',
    ],
    [
      'that quotes data of another shape',
      { ...performed('d', 2, '1'), type: 'EventCorrected', data: { event: idAt(1), data: { title: 'd' } } },
      'what EventCorrected at 2 quotes do not fit the schema: /legs',
    ],
    [
      "of a party's that does not fold",
      { ...registered('x'), type: 'PartyUpdated', data: { name: 'X' } },
      'PartyUpdated',
    ],
    ['that does not fold', performed('d', 2, '1000'), 'does not fold'],
    ['that is not the next of its stream', performed('d', 5, '1'), '5 does not come next'],
    ['that has no such day', { ...registered('x'), announcedOn: '2025-02-31' }, 'the body of PartyRegistered at 2'],
    ['that the database does not take', announced('\0', '100'), 'invalid byte sequence'],
  ])('halts its book there: %s', async (_, bad, reason) => {
    const good = messages(chain('c', [registered('x')]));
    await log.deliver(...messages(chain('b', [announced('d', '100'), bad, registered('y')])), ...good);
    expect(await checkpoint()).toMatchObject({ position: 1, state: 'halted', event: idAt(2) });
    expect((await checkpoint())?.reason).toContain(reason);
    expect((await checkpoint('c'))?.position).toBe(1);
  });

  it('halts its book where what was applied cannot be read any more, and no other', async () => {
    await log.deliver(one);
    await database.rows(`update exposure_1.event set body = replace(body, '"schemaVersion":1', '"schemaVersion":7')`);
    await reopenLog();
    await log.deliver(...messages(chain('c', [registered('x')])), one, two);
    expect(await checkpoint()).toMatchObject({ position: 1, state: 'halted', event: idAt(2) });
    expect((await checkpoint())?.reason).toContain('schema version 7 of DealAnnounced is newer');
    expect((await checkpoint('c'))?.state).toBe('live');
  });

  it('is counted where it is no event at all, and shows as a gap', async () => {
    const { ce_hash: _, ...headers } = two.headers;
    await log.deliver(one, { ...two, headers }, { ...two, value: 'not JSON' }, { ...two, book: null });
    expect(log.malformed).toEqual(['the header ce_hash is missing', 'its value is not JSON', 'it has no key']);
    await log.deliver(three);
    expect((await checkpoint())?.reason).toBe('gap at 2');
  });
});

describe('a message that was altered on its way', () => {
  const dearer = { ...two, value: two.value?.replace('"10"', '"11"') ?? '' };
  const renamed = { ...two, headers: { ...two.headers, ce_type: 'DealSigned' } };

  it.each([
    ['in its value', dearer],
    ['in a header', renamed],
  ])('halts its book there, and no other: %s', async (_, altered) => {
    await log.deliver(one, altered, three, ...messages(chain('c', [registered('x')])));
    expect(await checkpoint()).toMatchObject({ position: 1, state: 'halted', reason: 'hash does not fit at 2' });
    expect((await checkpoint('c'))?.state).toBe('live');
    expect(await performedSum()).toBeNull();
  });

  it('changes nothing where it comes again as it was, before or after its book was halted', async () => {
    await log.deliver(one, dearer, two);
    expect(await checkpoint()).toMatchObject({ position: 2, state: 'live' });
    await log.deliver(dearer, { ...three, value: '{}' });
    expect(await checkpoint()).toMatchObject({ position: 2, state: 'halted', reason: 'hash does not fit at 3' });
    await log.deliver(three, four);
    await database.rows(`update exposure_1.checkpoint set state = 'live', reason = null, halted_at = null`);
    await log.consumer.resume('b');
    await log.deliver();
    expect(await checkpoint()).toMatchObject({ position: 4, state: 'live' });
    expect(await performedSum()).toBe('60');
  });
});

describe('a batch that breaks off', () => {
  it('has no effect, and one when it comes again', async () => {
    await log.deliver(one);
    const before = await contentOf(database, 'exposure_1');
    await database.rows('alter table exposure_1.posting rename to gone');
    await expect(log.deliver(two)).rejects.toThrow('posting');
    await database.rows('alter table exposure_1.gone rename to posting');
    expect(await contentOf(database, 'exposure_1')).toBe(before);
    await log.consumer.handle({ partition: 0, log: null, messages: [two, three], atEnd: true });
    expect(await performedSum()).toBe('30');
  });

  it('takes effect once where two consumers handle it', async () => {
    const second = openLog(database);
    const both = [log, second].map((each) => each.deliver(one, two, three, four));
    await Promise.all(both);
    expect(await performedSum()).toBe('60');
    expect((await checkpoint())?.position).toBe(4);
    await second.close();
  });

  it('takes effect once where two consumers have it in their hands together', async () => {
    await log.deliver(one);
    const second = openLog(database);
    // Nobody may add an event for now: a consumer that holds its checkpoint waits there, and so would another beside it.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('lock table exposure_1.event in share mode');
    const both = [log, second].map((each) => each.deliver(two));
    const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database()
      and application_name like 'offtake-projects%' and wait_event_type = 'Lock'`;
    await expect.poll(() => database.rows(waiting), { timeout: 4_000, interval: 10 }).toEqual([{ n: 2 }]);
    await holder.end();
    await Promise.all(both);
    expect(await checkpoint()).toEqual({ position: 2, state: 'live', reason: null, event: null });
    expect(await performedSum()).toBe('10');
    await second.close();
  });
});
