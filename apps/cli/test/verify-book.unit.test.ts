import { describe, expect, it } from 'vitest';
import { Failure } from '../src/failure.ts';
import { type Sources, verifyBook } from '../src/verify-book.ts';
import { bytesOf, Signer, writtenBook } from './written-book.ts';

const book = writtenBook(9);
const signer = new Signer();

function verified(lines: readonly string[], sources: Partial<Sources> = {}) {
  return verifyBook({ bytes: bytesOf(lines), copy: null, witnesses: [], trusted: [signer.publicKey], ...sources });
}
const altered = (at: number, from: string, to: string): string[] =>
  book.map((line, i) => (i === at ? line.replace(from, to) : line));

describe('a book', () => {
  it('fits where each hash follows from the one before it, up to the head', async () => {
    const { position, hash, intact, findings } = await verified(book);
    expect({ position, intact, findings }).toEqual({ position: 9, intact: true, findings: [] });
    expect(book.at(-1)).toContain(hash);
    expect(await verified(writtenBook(0))).toMatchObject({ position: 0, intact: true });
  });

  const follows = 'its hash does not follow from what it says and the hash before it';
  it.each([
    ['one word of a body', altered(4, 'Ñ 4', 'N 4'), 4, follows],
    ['a time', altered(4, '000004Z', '000005Z'), 4, follows],
    [
      'a hash',
      altered(4, '"hash":"', '"hash":"0').map((line) => line.replace(/"hash":"0(.{63})./, '"hash":"0$1')),
      4,
      follows,
    ],
    ['a body that is no JSON any more', altered(4, '{"data"', '{data'), 4, follows],
    ['an event taken out', book.filter((_, i) => i !== 4), 4, 'there is no such event'],
    ['events in another order', [...book.slice(0, 4), book[5], book[4], ...book.slice(6)], 4, 'there is no such event'],
    ['the newest events taken out', [...book.slice(0, 8), book[10]], 8, 'there is no such event'],
    [
      'an event put in at the end',
      [...book.slice(0, 10), writtenBook(10)[10], book[10]],
      10,
      'the head of the book ends before it',
    ],
    [
      'another head',
      altered(0, '"hash":"', '"hash":"f').map((line) => line.replace(/(f.{63})."}$/, '$1"}')),
      9,
      'its hash is not that of the head of the book',
    ],
    ['a line that is none', [...book.slice(0, 4), 'oops', ...book.slice(4)], 4, 'its line cannot be read as an event'],
    ['a text that was cut off', book.slice(0, 6), 6, 'the text ends here, and its last line is missing'],
  ])('does not fit, from the first position where it shows: %s', async (_, lines, position, reason) => {
    const { intact, findings } = await verified(lines as string[]);
    expect({ intact, findings }).toEqual({ intact: false, findings: [{ where: 'ledger', position, reason }] });
  });
});

describe('a book that was rewritten, with hashes that fit', () => {
  const old = { name: 'old.json', checkpoint: signer.checkpoint(book, 6) };

  it('does not fit the checkpoint that was kept of it', async () => {
    expect(await verified(writtenBook(12), { witnesses: [old] })).toMatchObject({ intact: true, agrees: ['old.json'] });
    const after = await verified(writtenBook(12, 7), { witnesses: [old] });
    expect(after).toMatchObject({ intact: true, agrees: ['old.json'] });
    const before = await verified(writtenBook(12, 3), { witnesses: [old] });
    const reason = 'old.json: the book was rewritten here, or before';
    expect(before.findings).toEqual([{ where: 'checkpoint', position: 6, reason }]);
    const shorter = await verified(writtenBook(4), { witnesses: [old] });
    expect(shorter.findings).toEqual([
      { where: 'checkpoint', position: 5, reason: 'old.json: the book ends at 4, and had 6 events then' },
    ]);
  });

  it('differs from the read models at the first event that is another', async () => {
    const copy = () => Promise.resolve(bytesOf(book));
    expect(await verified(book, { copy })).toMatchObject({ intact: true, sameInReadModels: true });
    const { intact, findings, sameInReadModels } = await verified(writtenBook(9, 3), { copy });
    expect({ intact, sameInReadModels }).toEqual({ intact: false, sameInReadModels: false });
    expect(findings).toEqual([
      { where: 'read models', position: 3, reason: 'they have another event there than the ledger' },
    ]);
  });

  it('is not condemned for read models that are away', async () => {
    const copy = () => Promise.reject(new Failure('503 b is halted', 503));
    const { intact, sameInReadModels, notes } = await verified(book, { copy });
    expect({ intact, sameInReadModels }).toEqual({ intact: true, sameInReadModels: null });
    expect(notes).toEqual(['the read models were not compared: 503 b is halted']);
  });
});

describe('a checkpoint', () => {
  const checkpoint = signer.checkpoint(book, 6);
  it.each([
    ['that was altered', { ...checkpoint, signedAt: '2020-01-01T00:00:00.000Z' }, 'its signature does not fit'],
    ['signed by somebody else', new Signer().checkpoint(book, 6), 'which is not trusted here'],
    [
      'that names a key which did not sign it',
      { ...new Signer().checkpoint(book, 6), key: checkpoint.key },
      'does not fit',
    ],
  ])('is worth nothing: %s', async (_, forged, reason) => {
    const { intact, findings, agrees } = await verified(book, { witnesses: [{ name: 'it', checkpoint: forged }] });
    expect({ intact, agrees }).toEqual({ intact: false, agrees: [] });
    expect(findings[0]?.reason).toContain(reason);
  });

  it('signed by a key that has been replaced is worth what it was', async () => {
    const trusted = [new Signer().publicKey, signer.publicKey];
    const witnesses = [{ name: 'it', checkpoint }];
    expect(await verified(book, { witnesses, trusted })).toMatchObject({ intact: true, agrees: ['it'] });
  });

  it('of another book is no witness', async () => {
    const witnesses = [{ name: 'it', checkpoint: { ...checkpoint, book: 'c' } }];
    await expect(verified(book, { witnesses })).rejects.toThrow('it is of the book c, not of b');
  });
});
