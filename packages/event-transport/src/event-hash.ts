import { createHash } from 'node:crypto';
import type { RecordedEnvelope } from './event-headers.ts';

/**
 * What the hash of an event is by what else its message says, lower hex:
 * sha256(previous hash ‖ "book\nposition\nstream\nversion\nid\ntype\nrecordedAt\nbody"), as the ledger chains it.
 */
export function hashOf(event: Omit<RecordedEnvelope, 'hash'>): string {
  const { book, position, stream, version, id, type, recordedAt, body, prevHash } = event;
  return createHash('sha256')
    .update(prevHash, 'hex')
    .update([book, position, stream, version, id, type, recordedAt, body].join('\n'), 'utf8')
    .digest('hex');
}
