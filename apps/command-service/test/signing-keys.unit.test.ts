import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSigningKeys } from '../src/ledger/signing-keys.ts';

function pair(): { readonly secret: string; readonly open: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { secret, open: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}
const now = pair();
const before = pair();

describe('signing keys', () => {
  it('are one that signs, with its public key and those of the keys that it has replaced', () => {
    const keys = readSigningKeys(`${now.secret}${before.open}`);
    expect(keys.public.map(({ pem }) => pem)).toEqual([now.open, before.open]);
    expect(keys.public[1]?.id).toBe(readSigningKeys(before.secret).public[0]?.id);
    expect(keys.public[0]?.id).toMatch(/^[0-9a-f]{16}$/);
  });

  it('are read from a file where a path is given', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'offtake-key-'));
    const file = path.join(directory, 'signing-key.pem');
    writeFileSync(file, now.secret, { mode: 0o600 });
    expect(readSigningKeys(file).public[0]?.pem).toBe(now.open);
    rmSync(directory, { recursive: true });
    expect(() => readSigningKeys(file)).toThrow('ENOENT');
  });

  it.each([
    ['a public key alone', now.open, 'does not begin with a PRIVATE KEY'],
    ['two that sign', now.secret + before.secret, 'one too many'],
    [
      'a key of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'Ed25519, not ec',
    ],
    ['what is no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'cannot be read'],
  ])('are refused at the start: %s', (_, text, reason) => {
    expect(() => readSigningKeys(text)).toThrow(reason);
  });
});
