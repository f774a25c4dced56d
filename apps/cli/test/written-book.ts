import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Checkpoint } from '../src/checkpoint.ts';

/** Events with hashes that follow from one another, from `from` on with other words: the same book, or one rewritten. */
export function writtenBook(events: number, rewrittenFrom = Number.POSITIVE_INFINITY): readonly string[] {
  let hash = '0'.repeat(64);
  const lines = Array.from({ length: events }, (_, i) => {
    const position = i + 1;
    const body = `{"data":{"name":"Ñ ${position}${position >= rewrittenFrom ? ', really' : ''}"}}`;
    const place = { position, stream: `party/p${position}`, version: 1, event: `id-${position}`, type: 'T' };
    const recordedAt = `2026-11-24T00:00:00.${String(position).padStart(6, '0')}Z`;
    const text = ['b', ...Object.values(place), recordedAt, body].join('\n');
    hash = createHash('sha256').update(hash, 'hex').update(text).digest('hex');
    return `${JSON.stringify({ ...place, recordedAt }).slice(0, -1)},"body":${body},"hash":"${hash}"}`;
  });
  const end = { position: events, hash };
  return [
    JSON.stringify({ export: 'book', form: 1, book: 'b', name: 'B', ...end }),
    ...lines,
    JSON.stringify({ complete: true, ...end }),
  ];
}

export async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array, void, void> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  // Cut anywhere, also within a character.
  for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
}

export class Signer {
  readonly publicKey: string;
  readonly #key: KeyObject;
  readonly #id: string;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#key = privateKey;
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.#id = createHash('sha256').update(der).digest('hex').slice(0, 16);
  }

  /** Of the book as it was with so many events. */
  checkpoint(lines: readonly string[], position: number): Checkpoint {
    const { hash, recordedAt } = JSON.parse(lines[position] ?? '') as { hash: string; recordedAt: string };
    const said = { book: 'b', position, hash, recordedAt, signedAt: '2026-11-24T01:00:00.000Z', key: this.#id };
    const text = `offtake checkpoint 1\nbook b\nposition ${position}\nhash ${hash}\nrecordedAt ${recordedAt}\nsignedAt ${said.signedAt}\nkey ${said.key}\n`;
    const signature = sign(null, Buffer.from(text), this.#key).toString('base64');
    return { ...said, publicKey: this.publicKey, signature };
  }
}
