import { describe, expect, it } from 'vitest';
import { NO_DEAL, record } from '../src/deal-history.ts';
import { ABOUT_EVENTS, DEAL_EVENTS, PARTY_EVENTS } from '../src/events.ts';
import { readEvent, type StoredEvent, storedEvent, Unreadable } from '../src/stored-event.ts';
import { type Data, Upcasting } from '../src/upcast.ts';
import { SCHEMA_VERSION, UPCASTERS, UPCASTING } from '../src/upcasters.ts';
import { eventId } from './open-book.ts';

/**
 * A made-up past: in version 1 the title was a name, in version 2 what is performed was called paid and the legs were
 * an object; version 3 is the present.
 */
const MADE_UP = new Upcasting({
  ...UPCASTERS,
  DealAnnounced: {
    2: ({ name, ...rest }) => ({ ...rest, title: name }),
    3: ({ legs, ...rest }) => ({ ...rest, legs: Object.entries(legs as object).map(([leg, of]) => ({ leg, ...of })) }),
  },
  PerformanceRecorded: { 3: ({ paid, leg }) => ({ leg, quantity: paid }) },
});

const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
const owed = { kind: 'payment', obligor: 'openai', obligee: 'aws', binding: 'firm', quantity: usd('100') };
const DATA = {
  1: { name: 'A deal', legs: { price: owed } },
  2: { title: 'A deal', legs: { price: owed } },
  3: { title: 'A deal', legs: [{ leg: 'price', ...owed }] },
};

function stored(n: number, type: string, schemaVersion: number, data: Data): StoredEvent {
  const place = { book: 'b', position: n, stream: 'deal/d', version: n, event: eventId(n), type };
  const dates = { announcedOn: '2025-11-03', effectiveOn: '2025-11-03', recordedAt: '2026-01-01T00:00:00.000000Z' };
  const evidence = [{ publisher: 'a newspaper', tier: 'press' as const }];
  const origin = { actor: 'somebody', correlationId: null, causationId: null };
  return { ...place, ...dates, ...origin, evidence, schemaVersion, data, hash: '' };
}
const types: Record<string, string> = { [eventId(1)]: 'DealAnnounced' };
const typeOf = (event: string) => types[event] ?? null;
const read = (event: StoredEvent, upcasting = MADE_UP) => readEvent(event, typeOf, upcasting);
const announced = (version: 1 | 2 | 3) => stored(1, 'DealAnnounced', version, DATA[version]);

describe('an event of an earlier version', () => {
  it('comes to the present one step by step, from wherever it stands', () => {
    expect(MADE_UP.newest).toBe(3);
    for (const version of [1, 2, 3] as const) expect(read(announced(version)).data).toEqual(DATA[3]);
  });

  it('passes a version in which its type did not change', () => {
    const paid = stored(2, 'PerformanceRecorded', 1, { leg: 'price', paid: usd('40') });
    expect(read(paid).data).toEqual({ leg: 'price', quantity: usd('40') });
    const signed = stored(2, 'DealSigned', 1, { legs: ['price'] });
    expect(read(signed).data).toBe(signed.data);
  });

  it('brings along what it quotes of another event, in the version in which both were written', () => {
    const corrected = stored(2, 'EventCorrected', 1, { event: eventId(1), data: DATA[1] });
    expect(read(corrected).data).toEqual({ event: eventId(1), data: DATA[3] });
    const disputed = stored(2, 'DisputeRaised', 2, { event: eventId(1), alternative: DATA[2] });
    expect(read(disputed).data).toEqual({ event: eventId(1), alternative: DATA[3] });
  });

  it('folds together with events of every other version', () => {
    const paid = stored(2, 'PerformanceRecorded', 2, { leg: 'price', paid: usd('40') });
    const more = stored(3, 'PerformanceRecorded', 3, { leg: 'price', quantity: usd('20') });
    const history = [announced(1), paid, more].reduce((before, event) => {
      const after = record(before, read(event));
      if ('refusal' in after) throw new Error(after.refusal.message);
      return after;
    }, NO_DEAL);
    expect(history.state?.legs.get('price')?.balances.performed.stated).toBe(60_000_000n);
  });

  it('stays word for word as it was stored', () => {
    const before = JSON.stringify(announced(1));
    const event = JSON.parse(before) as StoredEvent;
    read(event);
    expect(JSON.stringify(event)).toBe(before);
  });
});

describe('an event that cannot be read', () => {
  const about = { event: eventId(1), data: { leg: 'price' } };
  it.each<[string, StoredEvent, string]>([
    ['of an unknown type', stored(7, 'DealPraised', 1, {}), `unknown type DealPraised of event ${eventId(7)} at 7`],
    ['of a type that every object has', stored(7, 'constructor', 1, {}), 'unknown type constructor'],
    [
      'of a newer version',
      stored(7, 'DealSigned', 4, {}),
      'schema version 4 of DealSigned is newer than this system knows (3), at 7',
    ],
    ['of no version', stored(7, 'DealSigned', 0, {}), 'schema version 0 of DealSigned at 7 is none'],
    ['with data of another shape', stored(7, 'DealSigned', 3, { legs: [] }), 'the data of DealSigned at 7'],
    ['with a field too many', stored(7, 'DealSigned', 3, { more: 1 }), 'the data of DealSigned at 7'],
    ['whose steps fail', stored(7, 'DealAnnounced', 1, {}), 'schema version 1 of DealAnnounced at 7 does not come to'],
    [
      'that quotes what is not data of that type',
      stored(7, 'EventCorrected', 3, about),
      'what EventCorrected at 7 quotes',
    ],
    [
      'that quotes nothing that its stream has',
      stored(7, 'EventCorrected', 3, { event: eventId(9), data: {} }),
      `EventCorrected at 7 is about ${eventId(9)}`,
    ],
    [
      'that names another by its version',
      stored(7, 'EventRetracted', 3, { event: { version: 1 } }),
      'the data of EventRetracted at 7',
    ],
    ['in a stream of the other kind', { ...stored(7, 'DealSigned', 3, {}), stream: 'party/d' }, 'belong into party/d'],
    ['without a date', { ...announced(3), announcedOn: '' }, 'the body of DealAnnounced at 1'],
    ['without an object for its data', { ...announced(3), data: null as never }, 'the data of DealAnnounced at 1'],
  ])('says why, and where: %s', (_, event, reason) => {
    expect(() => read(event)).toThrow(Unreadable);
    expect(() => read(event)).toThrow(reason);
  });

  it('says so of a body that is not JSON', () => {
    const { data: _, event: id, ...row } = announced(3);
    expect(() => storedEvent({ ...row, id, body: '[' })).toThrow('the body of DealAnnounced at 1 is no JSON object');
  });
});

describe('the table of upcasters', () => {
  it('has an entry for every type, or does not compile', () => {
    const every = Object.keys({ ...DEAL_EVENTS, ...PARTY_EVENTS, ...ABOUT_EVENTS });
    expect(Object.keys(UPCASTERS).sort()).toEqual(every.sort());
    const { DealSigned: _, ...others } = UPCASTERS;
    // @ts-expect-error: a type is missing
    const incomplete: typeof UPCASTERS = others;
    expect(incomplete).not.toHaveProperty('DealSigned');
  });

  it('is what new events are written by', () => {
    expect(SCHEMA_VERSION).toBe(UPCASTING.newest);
  });
});
