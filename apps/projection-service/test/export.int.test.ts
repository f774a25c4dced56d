import { canonicalBody, chainHash, NO_HASH } from '@offtake/event-store/chain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from './queries/reading-side.ts';
import { exampleLedger, WrittenLedger } from './queries/written-ledger.ts';

type Line = Readonly<Record<string, unknown>>;

const ledger = exampleLedger();
// More than one page.
for (let n = 0; ledger.head < 2_005; n += 1) {
  const data = { name: `Party ${n} · ñ` };
  ledger.write({ type: 'PartyRegistered', stream: `party/party-${n}`, data, announcedOn: '2026-03-06' });
}
const empty = new WrittenLedger('empty');
let side: ReadingSide;
beforeAll(async () => {
  side = await ReadingSide.start(ledger, empty);
});
afterAll(async () => void (await side.stop()));

const lines = async (answer: Response): Promise<readonly Line[]> =>
  (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the export of a book', () => {
  it('holds everything that its hashes cover, from a head to an end', async () => {
    const answer = await side.get('/export');
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="test-2005.ndjson"');
    expect(answer.headers.get('offtake-position')).toBe('2005');
    const [head, ...rest] = await lines(answer);
    const end = rest.pop();
    const { head: position, hash } = ledger;
    expect(head).toEqual({ export: 'book', form: 1, book: 'test', name: 'The book test', position, hash });
    expect(end).toEqual({ complete: true, position, hash });
    let last = NO_HASH;
    rest.forEach(({ event, body, ...place }, i) => {
      const { recordedAt, stream, type, version } = ledger.received[i] ?? {};
      expect(place).toEqual({ position: i + 1, recordedAt, stream, type, version, hash: ledger.received[i]?.hash });
      last = chainHash(last, { ...place, book: 'test', id: event, body: canonicalBody(body) } as never);
      expect(last).toBe(place['hash']);
    });
    expect(last).toBe(hash);
  });

  it('may end earlier, and is then what the book was', async () => {
    const [head, ...rest] = await lines(await side.get('/export?knownAt=3'));
    const place = { position: 3, hash: ledger.received[2]?.hash };
    expect([head, rest.length, rest.at(-1)]).toEqual([expect.objectContaining(place), 4, { complete: true, ...place }]);
    expect((await side.get('/export?knownAt=9999')).status).toBe(400);
    expect((await side.get('/export?validAt=2026-01-01')).status).toBe(400);
  });

  it('is not sent again to who has it', async () => {
    const tag = (await side.get('/export?knownAt=1')).headers.get('etag') ?? '';
    expect((await side.get('/export?knownAt=1', { 'if-none-match': tag })).status).toBe(304);
  });

  it('of an empty book is a head and an end', async () => {
    const answer = await fetch(`${side.origin}/api/books/empty/export`);
    const place = { position: 0, hash: NO_HASH };
    expect(await lines(answer)).toEqual([
      { export: 'book', form: 1, book: 'empty', name: 'The book empty', ...place },
      { complete: true, ...place },
    ]);
    expect((await fetch(`${side.origin}/api/books/none/export`)).status).toBe(404);
  });

  it('waits for what is recorded and not yet read', async () => {
    ledger.write({ type: 'PartyRegistered', stream: 'party/late', data: { name: 'Late' }, announcedOn: '2026-03-07' });
    const asked = side.get('/export');
    await side.project(ledger);
    expect((await lines(await asked)).at(-1)).toMatchObject({ complete: true, position: 2_006 });
  });
});
