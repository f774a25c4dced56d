import type { BookEvent } from '../src/api/shapes.ts';

/** A deal whose value is learned late, and of which one payment was misread and one never made. */

export const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
export const leg = { leg: 'price', kind: 'payment', obligor: 'openai', obligee: 'aws', binding: 'firm' };
const facts: readonly (readonly [type: string, effectiveOn: string, data: object, reason?: string])[] = [
  [
    'DealAnnounced',
    '2025-11-03',
    { title: 'OpenAI on AWS', legs: [{ ...leg, quantity: { qualifier: 'undisclosed', unit: 'USD' } }] },
  ],
  [
    'DealAmended',
    '2025-11-03',
    {
      changes: [
        { op: 'replace', leg: 'price', previous: { qualifier: 'undisclosed', unit: 'USD' }, quantity: usd('38000') },
      ],
    },
  ],
  ['PerformanceRecorded', '2026-02-01', { leg: 'price', quantity: usd('500') }],
  // Learned late: it takes its place before the one above.
  ['PerformanceRecorded', '2026-01-01', { leg: 'price', quantity: usd('120') }],
  [
    'EventCorrected',
    '2026-03-01',
    { event: 'e4', data: { leg: 'price', quantity: usd('100') }, effectiveOn: null },
    'misread',
  ],
  ['EventRetracted', '2026-03-02', { event: 'e3' }, 'withdrawn'],
];
export const events = facts.map(([type, effectiveOn, data, reason], i): BookEvent => {
  const position = i + 1;
  const evidence = [{ publisher: 'a newspaper', tier: 'press' as const }];
  const when = { announcedOn: effectiveOn, effectiveOn, recordedAt: `2026-04-01T00:00:0${i}.000000Z` };
  return {
    book: 'b',
    position,
    stream: 'deal/openai-aws',
    version: position,
    event: `e${position}`,
    type,
    data: data as BookEvent['data'],
    ...when,
    evidence,
    ...(reason ? { reason } : {}),
    actor: 'operator',
    schemaVersion: 1,
    hash: `hash ${position}`,
  };
});
