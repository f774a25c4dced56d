import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure } from './failure.ts';

/** What a book's head was, signed by the installation that had it. */
export interface Checkpoint {
  readonly book: string;
  readonly position: number;
  readonly hash: string;
  readonly recordedAt: string | null;
  readonly signedAt: string;
  readonly key: string;
  readonly publicKey: string;
  readonly signature: string;
}

export function parseCheckpoint(value: unknown, from: string): Checkpoint {
  const said = value as Partial<Checkpoint> | null;
  const texts = [said?.book, said?.hash, said?.signedAt, said?.key, said?.publicKey, said?.signature];
  const whole = texts.every((text) => typeof text === 'string') && Number.isSafeInteger(said?.position);
  if (!whole) throw new Failure(`${from} is no checkpoint.`);
  return said as Checkpoint;
}

export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const text = await readFile(file, 'utf8');
  try {
    return parseCheckpoint(JSON.parse(text), file);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${file} is no JSON.`);
  }
}

/**
 * Whether one of the trusted keys has signed it.
 * @returns null, or why it is worth nothing
 */
export function distrust(checkpoint: Checkpoint, trusted: readonly string[]): string | null {
  const key = trusted.map(publicKeyOf).find((known) => idOf(known) === checkpoint.key);
  if (key === undefined) return `it was signed by the key ${checkpoint.key}, which is not trusted here`;
  const signature = Buffer.from(checkpoint.signature, 'base64');
  return verify(null, Buffer.from(signedText(checkpoint), 'utf8'), key, signature)
    ? null
    : 'its signature does not fit';
}

/** What is signed, as docs/operations.md writes it. */
function signedText({ book, position, hash, recordedAt, signedAt, key }: Checkpoint): string {
  const said = { book, position, hash, recordedAt: recordedAt ?? '-', signedAt, key };
  const lines = Object.entries(said).map(([name, value]) => `${name} ${value}\n`);
  return `offtake checkpoint 1\n${lines.join('')}`;
}

function publicKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    throw new Failure('A public key cannot be read as PEM.');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Failure('A public key that is trusted must be Ed25519.');
  return key;
}

function idOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
