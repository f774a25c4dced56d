import { type Command, commandSchema } from '@offtake/deals/command';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { BookFold } from '@offtake/exposure/book-fold';
import { printPosting } from '@offtake/exposure/posting';
import { describe, expect, it } from 'vitest';
import type { BookEvent } from '../src/api/shapes.ts';
import { type Trial, TrialBook, trialBook } from '../src/preview/trial-book.ts';

const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
const leg = { leg: 'price', kind: 'payment', obligor: 'openai', obligee: 'aws', binding: 'firm' };
const evidence = [{ publisher: 'a newspaper', tier: 'press' as const }];
const id = (position: number) => `00000000-0000-7000-8000-00000000000${position}`;

const said: readonly (readonly [type: string, stream: string, day: string, data: object, reason?: string])[] = [
  ['PartyRegistered', 'party/openai', '2025-01-01', { name: 'OpenAI' }],
  ['PartyRegistered', 'party/aws', '2025-01-01', { name: 'AWS' }],
  ['DealAnnounced', 'deal/cloud', '2025-11-03', { title: 'Cloud', legs: [{ ...leg, quantity: usd('700') }] }],
  ['PerformanceRecorded', 'deal/cloud', '2026-02-01', { leg: 'price', quantity: usd('100') }],
  // Learned late: it takes its place before the one above.
  ['PerformanceRecorded', 'deal/cloud', '2026-01-01', { leg: 'price', quantity: usd('120') }],
  [
    'EventCorrected',
    'deal/cloud',
    '2026-03-01',
    { event: id(5), data: { leg: 'price', quantity: usd('90') } },
    'misread',
  ],
  ['EventRetracted', 'deal/cloud', '2026-03-02', { event: id(4) }, 'withdrawn'],
  ['PartyUpdated', 'party/aws', '2026-03-03', { name: 'Amazon Web Services' }],
];
const versions = new Map<string, number>();
const events = said.map(([type, stream, day, data, reason], i): BookEvent => {
  const position = i + 1;
  const version = (versions.get(stream) ?? 0) + 1;
  versions.set(stream, version);
  const when = { announcedOn: day, effectiveOn: day, recordedAt: `2026-04-01T00:00:0${i}.000000Z` };
  const named = { event: id(position), type, data: data as BookEvent['data'], hash: `hash ${position}` };
  const sources = reason ? { evidence: [], reason } : { evidence };
  return { book: 'b', position, stream, version, ...named, ...when, ...sources, actor: 'o', schemaVersion: 1 };
});

const commandFor = ({ type, stream, data, announcedOn, evidence: sources, reason }: BookEvent): Command => {
  const [scope = '', slug] = stream.split('/');
  return commandSchema.parse({
    type,
    [scope]: slug,
    data,
    announcedOn,
    evidence: sources,
    ...(reason ? { reason } : {}),
  });
};
const tryAfter = (count: number, command: object): Trial => {
  const book = new TrialBook();
  book.follow(events.slice(0, count));
  return book.answer(commandSchema.parse(command), id(9));
};
const paid = (value: string, more: object = {}) => ({
  type: 'PerformanceRecorded',
  deal: 'cloud',
  data: { leg: 'price', quantity: usd(value) },
  announcedOn: '2026-05-01',
  evidence,
  ...more,
});

describe('an event that is tried out', () => {
  it.each(events.map((event) => [event.type, event.position, event] as const))(
    'makes the postings that it makes when it is recorded: %s at %i',
    (_, position, event) => {
      const fold = new BookFold();
      const made = events.slice(0, position).map((each) => fold.apply(each as unknown as RecordedEvent));
      const book = new TrialBook();
      book.follow(events.slice(0, position - 1));
      const trial = book.answer(commandFor(event), event.event);
      expect(trial).toEqual({ says: 'recorded', postings: made.at(-1)?.map(printPosting) });
    },
  );

  it('leaves the book as it was', () => {
    const book = new TrialBook();
    book.follow(events);
    const first = book.answer(commandSchema.parse(paid('600')), id(9));
    expect(book.answer(commandSchema.parse(paid('600')), id(9))).toEqual(first);
    expect(first.says).toBe('recorded');
  });

  it('is refused by the rule, and at the place, that the server would name', () => {
    expect(tryAfter(4, paid('601'))).toMatchObject({
      says: 'refused',
      refusal: { rule: 'more-than-is-there', path: '/data/quantity' },
    });
    expect(tryAfter(1, commandFor(events[2] as BookEvent))).toMatchObject({ refusal: { rule: 'unknown-party' } });
  });

  it('says where nothing would change', () => {
    expect(tryAfter(8, commandFor(events[0] as BookEvent))).toEqual({ says: 'unchanged' });
  });
});

describe('a book that is tried on', () => {
  it('takes in what has been recorded since', () => {
    expect(trialBook('b', events.slice(0, 3)).answer(commandSchema.parse(paid('650')), id(9)).says).toBe('recorded');
    expect(trialBook('b', events.slice(0, 4)).answer(commandSchema.parse(paid('650')), id(9)).says).toBe('refused');
  });

  it('begins anew where another history has taken the place of its own', () => {
    const other = events.slice(0, 3).map((event) => ({ ...event, hash: `other ${event.hash}` }));
    expect(trialBook('b', events.slice(0, 4)).isBeginningOf(other)).toBe(false);
    expect(trialBook('b', other).answer(commandSchema.parse(paid('650')), id(9)).says).toBe('recorded');
  });
});
