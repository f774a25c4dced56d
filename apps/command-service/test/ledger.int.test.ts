import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, signedText } from '../src/ledger/checkpoint.ts';
import { registered } from './commands.ts';
import { importLines, post, type Services, startServices, TOKEN } from './services.ts';

let services: Services;
let unsigned: Services;
let directory = '';
let origin = '';

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'offtake-signing-'));
  const file = path.join(directory, 'signing-key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  services = await startServices(1, { OFFTAKE_LOG: 'postgres', OFFTAKE_SIGNING_KEY: file });
  unsigned = await startServices(1, { OFFTAKE_LOG: 'postgres', OFFTAKE_SIGNING_KEY: '' });
  origin = services.urls[0] ?? '';
  for (const at of [origin, unsigned.urls[0]]) await post(`${at}/api/books`, { book: 'b', name: 'Ñ' });
  await importLines(`${origin}/api/books/b/imports`, [registered('aws'), registered('openai')]);
});
afterAll(async () => {
  await Promise.all([services.stop(), unsigned.stop()]);
  await rm(directory, { recursive: true });
});

const get = (route: string, token = TOKEN, at = origin) =>
  fetch(`${at}/internal/${route}`, { headers: { authorization: `Bearer ${token}` } });
const checkpointOf = async (book = 'b') => (await (await get(`books/${book}/checkpoint`)).json()) as Checkpoint;

/** What docs/operations.md tells a third party to do, who has nothing but OpenSSL. */
async function opensslSays({ publicKey, signature }: Checkpoint, text: string): Promise<string> {
  const [key, signed, said] = ['key.pem', 'signature', 'text'].map((name) => path.join(directory, name));
  await writeFile(key ?? '', publicKey);
  await writeFile(signed ?? '', Buffer.from(signature, 'base64'));
  await writeFile(said ?? '', text);
  const words = ['-verify', '-pubin', '-inkey', key, '-rawin', '-in', said, '-sigfile', signed] as string[];
  try {
    return execFileSync('openssl', ['pkeyutl', ...words], { encoding: 'utf8' }).trim();
  } catch (error) {
    return String((error as { stdout: string }).stdout).trim();
  }
}

describe('a checkpoint', () => {
  it('says what the head of the book is, under a signature that OpenSSL verifies', async () => {
    const checkpoint = await checkpointOf();
    const { book, position, hash, recordedAt, signedAt, key } = checkpoint;
    expect([book, position]).toEqual(['b', 2]);
    const text = `offtake checkpoint 1\nbook b\nposition 2\nhash ${hash}\nrecordedAt ${recordedAt}\nsignedAt ${signedAt}\nkey ${key}\n`;
    expect(signedText(checkpoint)).toBe(text);
    expect(await opensslSays(checkpoint, text)).toBe('Signature Verified Successfully');
    expect(await opensslSays(checkpoint, text.replace('position 2', 'position 1'))).toBe(
      'Signature Verification Failure',
    );
  });

  it('of an empty book is signed too', async () => {
    await post(`${origin}/api/books`, { book: 'empty', name: 'Empty' });
    const checkpoint = await checkpointOf('empty');
    expect(checkpoint).toMatchObject({ position: 0, hash: '0'.repeat(64), recordedAt: null });
    expect(await opensslSays(checkpoint, signedText(checkpoint))).toBe('Signature Verified Successfully');
  });

  it('is signed by the key that is told', async () => {
    const { keys } = (await (await get('checkpoint-keys')).json()) as { keys: object[] };
    const { key, publicKey } = await checkpointOf();
    expect(keys).toEqual([{ key, publicKey, signs: true }]);
  });

  it('is not there where no key was given, and nobody else may ask', async () => {
    const at = unsigned.urls[0];
    const answer = await get('books/b/checkpoint', TOKEN, at);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('OFFTAKE_SIGNING_KEY')]);
    expect(await (await get('checkpoint-keys', TOKEN, at)).json()).toEqual({ keys: [] });
    for (const route of ['books/b/checkpoint', 'books/b/ledger', 'checkpoint-keys']) {
      expect((await get(route, 'guessed')).status).toBe(401);
    }
    expect((await get('books/none/checkpoint')).status).toBe(404);
  });
});

describe('the ledger, line by line', () => {
  it('is the book as an export has it, and can be restored', async () => {
    const text = await (await get('books/b/ledger')).text();
    const { position, hash } = await checkpointOf();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ export: 'book', form: 1, book: 'b', name: 'Ñ', position, hash });
    expect(lines.at(-1)).toEqual({ complete: true, position, hash });
    const restored = await post(`${unsigned.urls[0]}/api/books/b/restore`, text, {
      'content-type': 'application/x-ndjson',
    });
    expect([restored.status, restored.body['hash']]).toEqual([201, hash]);
    expect((await get('books/none/ledger')).status).toBe(404);
  });
});
