import { createHash } from 'node:crypto';
import type { RecordedEnvelope } from '../src/event-headers.ts';

/** The event at a position of a book, the same each time. `bytes`: of padding in its body. */
export function recorded(book: string, position: number, bytes = 0): RecordedEnvelope {
  return {
    book,
    position,
    stream: `deal/deal-${position}`,
    version: 1,
    id: `00000000-0000-7000-8000-${position.toString(16).padStart(12, '0')}`,
    type: 'DealAnnounced',
    body: JSON.stringify({ actor: 'analyst@example.org', data: { title: 'x'.repeat(bytes) }, schemaVersion: 1 }),
    recordedAt: '2026-11-24T01:02:03.456789Z',
    hash: hashAt(book, position),
    prevHash: hashAt(book, position - 1),
  };
}

function hashAt(book: string, position: number): string {
  return position === 0 ? '0'.repeat(64) : createHash('sha256').update(`${book}\n${position}`).digest('hex');
}
