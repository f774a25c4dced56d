import { chainHash, NO_HASH } from '@offtake/event-store/chain';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../src/event-hash.ts';

const event = {
  book: 'ai-compute',
  position: 7,
  stream: 'deal/x',
  version: 3,
  id: '0193c0de-0000-7000-8000-000000000001',
  type: 'DealAnnounced',
  recordedAt: '2026-11-24T01:02:03.456789Z',
  body: '{"a":"é"}',
};

describe('the hash of an event', () => {
  it.each([NO_HASH, 'ab'.repeat(32)])('is the one that the ledger has chained to %s', (prevHash) => {
    expect(hashOf({ ...event, prevHash })).toBe(chainHash(prevHash, event));
  });

  it('is another for any other content, and after any other event', () => {
    const before = { ...event, prevHash: NO_HASH };
    const changed = Object.keys(event).map((field) => hashOf({ ...before, [field]: 2 }));
    expect(new Set([...changed, hashOf(before), hashOf({ ...before, prevHash: 'ab'.repeat(32) })]).size).toBe(10);
  });
});
