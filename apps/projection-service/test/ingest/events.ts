import { hashOf } from '@offtake/event-transport/event-hash';
import { type RecordedEnvelope, toHeaders } from '@offtake/event-transport/event-headers';
import type { Delivered } from '@offtake/event-transport/transport';

/** What a test says of an event; the rest of it follows from its place. */
export interface Said {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly announcedOn?: string;
  readonly effectiveOn?: string;
  readonly reason?: string;
  readonly schemaVersion?: number;
}

/** A chain of recorded events, hashed as the ledger does; another `branch` is another history. */
export function chain(book: string, said: readonly Said[], branch = ''): readonly RecordedEnvelope[] {
  let prevHash = '0'.repeat(64);
  return said.map(({ stream, version, type, data, schemaVersion = 1, ...dates }, i) => {
    const position = i + 1;
    const announcedOn = dates.announcedOn ?? '2025-11-03';
    const content = {
      actor: 'analyst@example.org',
      announcedOn,
      causationId: null,
      correlationId: branch || null,
      data,
      effectiveOn: dates.effectiveOn ?? announcedOn,
      evidence: [{ publisher: 'example', tier: 'press' }],
      ...(dates.reason === undefined ? {} : { reason: dates.reason }),
      schemaVersion,
    };
    const recordedAt = `2026-11-24T01:02:03.${String(position).padStart(6, '0')}Z`;
    const body = JSON.stringify(content);
    const event = { book, position, stream, version, id: idAt(position), type, body, recordedAt, prevHash };
    prevHash = hashOf(event);
    return { ...event, hash: prevHash };
  });
}

export function idAt(position: number): string {
  return `00000000-0000-7000-8000-${position.toString(16).padStart(12, '0')}`;
}

/** Events as a partition carries them: each at the offset of its place in the list, from `first` on. */
export function messages(events: readonly RecordedEnvelope[], first = 0, partition = 0): readonly Delivered[] {
  return events.map((event, i) => {
    return { partition, offset: BigInt(first + i), book: event.book, headers: toHeaders(event), value: event.body };
  });
}

export const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });

export function announced(deal: string, value: string): Said {
  const leg = {
    leg: 'price',
    kind: 'payment',
    obligor: 'openai',
    obligee: 'aws',
    binding: 'firm',
    quantity: usd(value),
  };
  return { stream: `deal/${deal}`, version: 1, type: 'DealAnnounced', data: { title: deal, legs: [leg] } };
}

export function performed(deal: string, version: number, value: string): Said {
  const data = { leg: 'price', quantity: usd(value) };
  return { stream: `deal/${deal}`, version, type: 'PerformanceRecorded', data, announcedOn: '2025-12-01' };
}

export function registered(party: string): Said {
  return { stream: `party/${party}`, version: 1, type: 'PartyRegistered', data: { name: party } };
}
