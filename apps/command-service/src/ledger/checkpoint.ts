import { sign } from 'node:crypto';
import type { Book } from '@offtake/event-store/book';
import type { SigningKeys } from './signing-keys.ts';

/** What a book's head was, signed: whoever keeps it can prove later that nothing up to there was rewritten. */
export interface Checkpoint {
  readonly book: string;
  readonly position: number;
  /** Of the event at the position, lower hex; 64 zeros before the first. */
  readonly hash: string;
  /** When that event was recorded. */
  readonly recordedAt: string | null;
  readonly signedAt: string;
  /** The key's id. */
  readonly key: string;
  /** SPKI, PEM: to be compared with one that was had from somewhere else. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032) over `signedText`, base64. */
  readonly signature: string;
}

export function signCheckpoint(head: Book, keys: SigningKeys, signedAt: string): Checkpoint {
  const [signs] = keys.public;
  if (signs === undefined) throw new Error('a signing key has a public key');
  const { book, position, hash, recordedAt } = head;
  const said = { book, position, hash, recordedAt, signedAt, key: signs.id };
  const signature = sign(null, Buffer.from(signedText(said), 'utf8'), keys.private).toString('base64');
  return { ...said, publicKey: signs.pem, signature };
}

/** Seven lines, each ended by a line feed, in UTF-8. No value holds a line feed, so no two checkpoints share a text. */
export function signedText(said: Omit<Checkpoint, 'publicKey' | 'signature'>): string {
  const { book, position, hash, recordedAt, signedAt, key } = said;
  const lines = [
    'offtake checkpoint 1',
    `book ${book}`,
    `position ${position}`,
    `hash ${hash}`,
    `recordedAt ${recordedAt ?? '-'}`,
    `signedAt ${signedAt}`,
    `key ${key}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
