import { describe, expect, it } from 'vitest';
import { columnPlaces, PLAIN_READING } from '../src/import/import-file.ts';
import { guessPlace, missingPlaces, placesOf } from '../src/import/import-places.ts';
import { EVENT_GROUPS } from '../src/record/event-forms.ts';

const labels: Readonly<Record<string, string>> = {
  obligor: 'Obligor (owes)',
  value: 'Importe',
  publisher: 'Publisher',
};
const labelOf = (field: string) => labels[field] ?? field;
const missing = (type: string, ...given: string[]) => missingPlaces(type, new Set(given)).map(({ place }) => place);

describe('the name of a column', () => {
  it.each([
    ['data.legs.3.quantity.value', 'data.legs.3.quantity.value'],
    ['evidence.1.publisher', 'evidence.1.publisher'],
    ['publisher', 'publisher'],
    ['Announced on', 'announcedOn'],
    ['Amount', 'data.quantity.value'],
    ['importe', 'data.quantity.value'],
    ['Leg', 'data.leg'],
    ['idempotencyKey', 'idempotencyKey'],
  ])('%s of a payment is understood as %s', (header, place) => {
    expect(guessPlace(header, 'PerformanceRecorded', labelOf)).toBe(place);
  });

  it('that means nothing is not guessed at', () => {
    expect(guessPlace('my notes', 'PerformanceRecorded', labelOf)).toBeNull();
    expect(guessPlace('data.quantity.valeu', 'PerformanceRecorded', labelOf)).toBeNull();
  });

  it('that is there twice is asked about the second time', () => {
    expect(columnPlaces(['amount', 'value'], { ...PLAIN_READING, type: 'PerformanceRecorded' }, labelOf)).toEqual([
      'data.quantity.value',
      null,
    ]);
  });
});

describe('what no column gives', () => {
  it('is asked once for all rows, as far as every event needs it', () => {
    expect(missing('PerformanceRecorded', 'deal', 'data.leg', 'data.quantity.value', 'announcedOn')).toEqual([
      'data.quantity.qualifier',
      'data.quantity.unit',
      'publisher',
      'tier',
    ]);
  });

  it('is not asked of a part that may be left out, until something of it has a column', () => {
    expect(missing('OptionLapsed', 'deal', 'data.leg', 'announcedOn', 'publisher', 'tier')).toEqual([]);
    expect(
      missing('OptionLapsed', 'deal', 'data.leg', 'announcedOn', 'publisher', 'tier', 'data.quantity.value'),
    ).toEqual(['data.quantity.qualifier', 'data.quantity.unit']);
  });

  it('is not asked where a cell of JSON may hold it', () => {
    expect(missing('DealAnnounced', 'deal', 'data', 'announcedOn', 'publisher', 'tier')).toEqual([]);
  });

  it('is the stream, of what is said about an event', () => {
    expect(missing('EventRetracted', 'data.event.version', 'announcedOn', 'reason')).toEqual(['deal']);
    expect(missing('EventRetracted', 'party', 'data.event.version', 'announcedOn', 'reason')).toEqual([]);
  });
});

describe('every type of event', () => {
  it('has places for columns, each once', () => {
    for (const type of EVENT_GROUPS.flatMap(({ types }) => types)) {
      const places = placesOf(type).map(({ place }) => place);
      expect(places, type).toContain('announcedOn');
      expect(new Set(places).size, type).toBe(places.length);
    }
  });
});
