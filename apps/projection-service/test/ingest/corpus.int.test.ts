import { toOutgoing } from '@offtake/event-transport/event-headers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusBooks, expectationOf } from '../../../../packages/deals/test/stored-corpus.ts';
import { openLog } from './log.ts';
import { contentOf, type Server, startServer } from './read-models.ts';

let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.postgres.stop());

describe('every book that was ever stored', () => {
  it.each(corpusBooks())('is projected to what it comes to: $name', async (corpus) => {
    const database = await server.openDatabase();
    const log = openLog(database);
    const messages = corpus.rows.map((row) => ({ ...toOutgoing(row), partition: 0, offset: 0n }));
    await log.deliver(...messages);
    const [checkpoint] = await database.rows('select position::int, state, reason from exposure_1.checkpoint');
    expect(checkpoint).toEqual({ position: corpus.rows.length, state: 'live', reason: null });
    const sums = await database.rows<{ key: string; low: string; stated: string; unstated: number }>(
      `select concat_ws('|', deal, leg, obligor, obligee, account, kind, unit) as key,
         trim_scale(sum(low))::text as low, trim_scale(sum(stated))::text as stated,
         case when sum(unbounded) = 0 then trim_scale(sum(high))::text end as high, sum(unstated)::int as unstated
       from exposure_1.posting where reading = 'recorded' group by 1
       having sum(low) <> 0 or sum(stated) <> 0 or sum(high) <> 0 or sum(unstated) <> 0 or sum(unbounded) <> 0`,
    );
    const exposures = Object.fromEntries(sums.map(({ key, ...amount }) => [key, amount]));
    expect(exposures).toEqual(expectationOf(corpus).exposures);
    await log.close();
    await database.close();
  });

  it.each(corpusBooks())('is projected to the same by one that keeps no events in memory: $name', async ({ rows }) => {
    const messages = rows.map((row) => ({ ...toOutgoing(row), partition: 0, offset: 0n }));
    const contents: string[] = [];
    for (const options of [{}, { mostEvents: 0 }]) {
      const database = await server.openDatabase();
      const log = openLog(database, options);
      for (const message of messages) await log.deliver(message);
      contents.push(await contentOf(database, 'exposure_1'));
      await log.close();
      await database.close();
    }
    expect(contents[1]).toBe(contents[0]);
  });
});
