import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../src/failure.ts';
import { migrate } from '../src/migrate.ts';
import { connect } from '../src/store.ts';
import { record, sql } from './ledger.ts';

describe('a database that goes away', () => {
  it('is said to be unavailable within seconds, and what it had acknowledged is there when it is back', async () => {
    const dataDirectory = await mkdtemp(path.join(tmpdir(), 'offtake-unavailable-'));
    const first = await startPostgres({ dataDirectory });
    await migrate(first.url);
    const store = connect(first.url);
    await store.createBook({ book: 'b', name: 'B', partition: 0 });

    let acknowledged = 0;
    const died = new Promise((resolve) => first.onExit(resolve));
    const writing = (async () => {
      for (;;) acknowledged = (await store.append('b', acknowledged, [record('deal/a', acknowledged)])).head;
    })().catch((error: unknown) => error);
    while (acknowledged < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(first.pid, 'SIGKILL');
    expect(await writing).toBeInstanceOf(StoreUnavailable);
    await died;
    await expect(store.books()).rejects.toThrow(StoreUnavailable);
    await expect(store.append('b', acknowledged, [record('deal/b', 0)])).rejects.toThrow(StoreUnavailable);

    const second = await startPostgres({ dataDirectory, port: first.port });
    const verified = await store.verify('b');
    expect(verified.intact).toBe(true);
    // The last append may have taken effect without its answer getting through.
    expect([acknowledged, acknowledged + 1]).toContain(verified.position);
    await store.append('b', verified.position, [record('deal/b', 0)]);
    await store.close();
    await second.stop();
    for (const directory of [dataDirectory, second.dataDirectory])
      await rm(directory, { recursive: true, force: true });
  });

  it('is said to be unavailable where it does not answer', { timeout: 20_000 }, async () => {
    const postgres = await startTemporaryPostgres();
    await migrate(postgres.url);
    const store = connect(postgres.url, { connections: 1, applicationName: 'silent' });
    await store.createBook({ book: 'b', name: 'B', partition: 0 });
    const [row] = await sql(postgres.url, `select pid from pg_stat_activity where application_name = 'silent'`);
    process.kill(row?.['pid'] as number, 'SIGSTOP');
    await expect(store.append('b', 0, [record('deal/a', 0)])).rejects.toThrow(StoreUnavailable);
    // By another connection: the silent one is given up.
    const head = (await store.book('b'))?.position ?? 0;
    expect((await store.append('b', head, [record('deal/b', 0)])).head).toBe(head + 1);
    process.kill(row?.['pid'] as number, 'SIGCONT');
    await store.close();
    await postgres.stop();
  });
});
