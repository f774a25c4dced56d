import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RecordedEvent } from './event.ts';

/** The hash before the first event of a book. */
export const NO_HASH = '0'.repeat(64);

/**
 * RFC 8785 (JSON Canonicalization Scheme) text of a JSON value.
 * @throws Error for what JSON cannot say: NaN, infinities, lone surrogates, cycles, a value that is undefined
 */
export function canonicalBody(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('there is no JSON text for this value');
  return text;
}

/**
 * The hash of an event, lower hex:
 * sha256(previous hash ‖ "book\nposition\nstream\nversion\nid\ntype\nrecordedAt\nbody"), the text in UTF-8.
 */
export function chainHash(prevHash: string, event: Omit<RecordedEvent, 'hash' | 'prevHash'>): string {
  const { book, position, stream, version, id, type, recordedAt, body } = event;
  return createHash('sha256')
    .update(prevHash, 'hex')
    .update([book, position, stream, version, id, type, recordedAt, body].join('\n'), 'utf8')
    .digest('hex');
}
