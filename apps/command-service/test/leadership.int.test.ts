import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seekLeadership } from '../src/relay/leadership.ts';
import { startDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const seek = () => seekLeadership(database.commandUrl);

describe('the right to relay', () => {
  it('is had by one, and by the next when that one gives it back', async () => {
    const first = await seek();
    expect(first?.lost.aborted).toBe(false);
    expect(await seek()).toBeNull();
    await first?.release();
    const next = await seek();
    expect(next?.lost.aborted).toBe(false);
    await next?.release();
  });
});
