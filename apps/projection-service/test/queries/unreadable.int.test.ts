import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { SCHEMA_VERSION } from '@offtake/deals/upcasters';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger } from './written-ledger.ts';

let side: ReadingSide;

beforeAll(async () => {
  side = await ReadingSide.start(exampleLedger());
  // As after going back to an earlier program: a later one has recorded and applied the announcement of openai-aws.
  const later = `update exposure_1.event set body = replace(body, '"schemaVersion":1', '"schemaVersion":7')
    where type = 'DealAnnounced' and stream = 'deal/openai-aws'`;
  await side.part(ReadDatabase).query(EVERY_BOOK, later);
});
afterAll(() => side.stop());

describe('an event of a later version in the read models', () => {
  it('makes what it has to be folded for unavailable, and says where it stands', async () => {
    const { detail, type } = await side.json<{ detail: string; type: string }>('/deals/openai-aws', 503);
    expect(type).toBe('/docs/problems#unavailable');
    expect(detail).toContain(
      `schema version 7 of DealAnnounced is newer than this system knows (${SCHEMA_VERSION}), at 4`,
    );
  });

  it('leaves the rest as it is, and is itself shown as it was recorded', async () => {
    await side.json('/deals/amazon-openai');
    await side.json('/parties');
    const event = await side.json<{ schemaVersion: number; data: { title: string } }>('/events/4');
    expect([event.schemaVersion, event.data.title]).toEqual([7, 'OpenAI on AWS']);
  });
});
