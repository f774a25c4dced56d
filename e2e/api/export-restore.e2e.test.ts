import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type System, startSystem } from '@offtake/local/system';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createBook } from '../api.ts';

const book = 'exported';
const here = { origin: inject('origin'), key: inject('key') };
let there: typeof here;
let system: System;
let home: string;

/** A second system, which has never seen the book; with a log of another kind. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'offtake-e2e-'));
  system = await startSystem({ home, port: 0, log: 'postgres', build: false, say: () => {} });
  there = { origin: system.url, key: system.key };
});
afterAll(async () => {
  await system?.stop();
  await rm(home, { recursive: true, force: true });
  if (system?.dataDirectory) await rm(system.dataDirectory, { recursive: true, force: true });
});

async function ask(at: typeof here, call: string, body?: string): Promise<string> {
  const [method = '', address = ''] = call.split(' ');
  const headers = { authorization: `Bearer ${at.key}`, ...(body ? { 'content-type': 'application/x-ndjson' } : {}) };
  const answer = await fetch(`${at.origin}/api/books/${book}${address}`, { method, headers, body: body ?? null });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${text}`);
  return text;
}

describe('the example book, exported', () => {
  it('is restored in another system: same ids, times, hashes, exposures', async () => {
    await createBook(book);
    const example = await readFile(path.join(import.meta.dirname, '../../examples/ai-compute.ndjson'), 'utf8');
    await ask(here, 'POST /imports', example);
    const exported = await ask(here, 'GET /export');
    const restored = JSON.parse(await ask(there, 'POST /restore', exported)) as { position: number };
    expect(restored.position).toBe(example.trim().split('\n').length);

    expect(await ask(there, `GET /export?minPosition=${restored.position}`)).toBe(exported);
    const groups = 'groupBy=obligor,obligee,account,deal,leg,due-year';
    for (const read of [
      `/exposures?${groups}`,
      `/exposures?${groups}&knownAt=2025-10-31&validAt=2025-10-31`,
      `/exposures?${groups}&reading=alternative&consolidate=true`,
      '/exposures/explain?party=openai&unit=USD',
      '/deals',
      '/parties',
      '/events?limit=1000',
    ]) {
      expect(await ask(there, `GET ${read}`)).toBe(await ask(here, `GET ${read}`));
    }
  });

  it('is a book like any other there: it goes on, and is not restored over', async () => {
    const exported = await ask(here, 'GET /export');
    await expect(ask(there, 'POST /restore', exported)).rejects.toThrow('409');
    const event = {
      type: 'PartyRegistered',
      party: 'newcomer',
      announcedOn: '2026-11-01',
      data: { name: 'Newcomer' },
      evidence: [{ publisher: 'the test', tier: 'company' }],
    };
    const done = (await ask(there, 'POST /imports', JSON.stringify(event))).trim().split('\n').at(-1) ?? '';
    const { position } = JSON.parse(done) as { position: number };
    expect(await ask(there, `GET /parties?minPosition=${position}`)).toContain('Newcomer');
  });
});
