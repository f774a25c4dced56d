import { SCHEMA_VERSION } from '@offtake/deals/upcasters';
import { canonicalBody, chainHash } from '@offtake/event-store/chain';
import { connect } from '@offtake/event-store/store';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registered } from './commands.ts';
import { importLines, post, type Services, startServices } from './services.ts';

let services: Services;
let a = '';
let b = '';

beforeAll(async () => {
  services = await startServices(2, { OFFTAKE_LOG: 'postgres' });
  [a = '', b = ''] = services.urls;
  await post(`${a}/api/books`, { book: 'plain', name: 'A book' });
});
afterAll(() => services.stop());

const SAID = {
  actor: 'somebody',
  announcedOn: '2025-01-01',
  causationId: null,
  correlationId: null,
  data: { name: 'AWS' },
  effectiveOn: '2025-01-01',
  evidence: [{ publisher: 'a newspaper', tier: 'press' }],
  schemaVersion: 1,
};
const ID = '01934e00-0000-7000-8000-000000000002';

/** Puts an event into the ledger behind everybody's back, as a later program, or none, would have recorded it. */
async function insert(book: string, type: string, said: object): Promise<void> {
  const store = connect(services.databaseUrl);
  const head = await store.book(book).finally(() => store.close());
  if (head === null) throw new Error(`there is no book ${book}`);
  const position = head.position + 1;
  const recordedAt = '2030-01-01T00:00:00.000000Z';
  const event = {
    book,
    position,
    stream: 'party/aws',
    version: 1,
    id: ID,
    type,
    recordedAt,
    body: canonicalBody(said),
  };
  const hash = chainHash(head.hash, event);
  const admin = new pg.Client({ connectionString: services.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into ledger.event (book, position, stream, version, id, type, body, recorded_at, hash)
     values ($1, $2, 'party/aws', 1, $3, $4, $5, $6, decode($7, 'hex'))`,
    [book, position, ID, type, event.body, recordedAt, hash],
  );
  const moved = `update ledger.book set head = $2, hash = decode($3, 'hex'), recorded_at = $4 where book = $1`;
  await admin.query(moved, [book, position, hash, recordedAt]).finally(() => admin.end());
}

describe('a book in which stands what this program cannot read', () => {
  it.each([
    ['of-a-type', 'PartyPraised', SAID, `unknown type PartyPraised of event ${ID} at 2`],
    [
      'of-a-version',
      'PartyRegistered',
      { ...SAID, schemaVersion: 7 },
      `schema version 7 of PartyRegistered is newer than this system knows (${SCHEMA_VERSION}), at 2`,
    ],
    [
      'in-a-shape',
      'PartyRegistered',
      { ...SAID, data: { label: 'AWS' } },
      'the data of PartyRegistered at 2 do not fit the schema',
    ],
    ['out-of-place', 'PartyUpdated', SAID, 'PartyUpdated at 2 is not valid'],
  ])('takes no command, and says why and where: %s', async (book, type, said, reason) => {
    await post(`${a}/api/books`, { book, name: 'A book' });
    expect((await post(`${a}/api/books/${book}/events`, registered('openai'))).status).toBe(201);
    await insert(book, type, said);
    // The one process has folded what stands before, the other one nothing. The command needs the new event.
    for (const [name, at] of Object.entries({ a, b })) {
      const answer = await post(`${at}/api/books/${book}/events`, registered('aws'));
      expect(answer.body).toMatchObject({ status: 503, type: '/docs/problems#unavailable' });
      expect(answer.body.detail).toContain(`the book cannot be read, ${reason}`);
      expect(answer.headers.get('retry-after')).not.toBeNull();
      const lines = await importLines(`${at}/api/books/${book}/imports?dryRun=true`, [registered('nvidia')]);
      expect(JSON.stringify(lines.at(-1))).toContain(reason);
      expect((await post(`${at}/api/books/plain/events`, registered(`${book}-${name}`))).status).toBe(201);
    }
  });
});
