import { describe, expect, it } from 'vitest';
import { commandSchema, streamOf } from '../src/command.ts';
import {
  announced,
  corrected,
  exact,
  inParty,
  leg,
  partyEvent,
  performed,
  registered,
  retracted,
  undisclosed,
} from './commands.ts';

/** JSON Pointers of what a command is refused for before anything is decided. */
const faults = (command: object) =>
  (commandSchema.safeParse(command).error?.issues ?? []).map((issue) =>
    issue.path.map((part) => `/${String(part)}`).join(''),
  );
const quantity = (value: object) => faults(announced([leg(value)]));
const at = '/data/legs/0/quantity';

describe('what is posted', () => {
  it('names the stream that it belongs to', () => {
    expect(streamOf(commandSchema.parse(announced([])))).toBe('deal/d');
    expect(streamOf(commandSchema.parse(registered('x')))).toBe('party/x');
    expect(streamOf(commandSchema.parse(retracted(1, 9, inParty('x'))))).toBe('party/x');
  });

  it('is about an event of either a deal or a party', () => {
    expect(faults({ ...retracted(1), party: 'x' })).toEqual(['/deal']);
    expect(faults({ ...retracted(1), deal: null })).toEqual(['/deal']);
  });

  it('has no field that is not known, on any level', () => {
    expect(faults({ ...announced([]), colour: 'red' })).toEqual(['']);
    expect(faults(announced([leg({ ...exact(1), colour: 'red' })]))).toEqual([at]);
  });

  it('may leave out what is optional, or say null', () => {
    const nothing = { product: null, term: null, schedule: null, conditions: null, window: null, exit: null };
    expect(
      faults(announced([leg(undisclosed(), nothing)], 1, { effectiveOn: null, reason: null, party: null })),
    ).toEqual([]);
    expect(faults(announced([leg({ ...exact(1), low: null, high: null })]))).toEqual([]);
  });

  it('has evidence; a correction or retraction has a reason instead', () => {
    expect(faults({ ...announced([]), evidence: [] })).toEqual(['/evidence']);
    expect(faults({ ...announced([]), evidence: null })).toEqual(['/evidence']);
    for (const command of [corrected(1, {}), retracted(1)]) {
      expect(faults({ ...command, evidence: null })).toEqual([]);
      expect(faults({ ...command, reason: null })).toEqual(['/reason']);
    }
  });

  it('has days of the calendar', () => {
    expect(faults({ ...announced([]), announcedOn: '2025-02-29' })).toEqual(['/announcedOn']);
    expect(faults({ ...announced([]), announcedOn: '2024-02-29' })).toEqual([]);
    expect(faults({ ...announced([]), effectiveOn: '2025-11-03T00:00:00Z' })).toEqual(['/effectiveOn']);
  });

  it('has an event type that is known', () => {
    expect(faults({ ...announced([]), type: 'DealRumoured' })).toEqual(['/type']);
  });

  it.each(['Openai', 'open_ai', '-openai', '', 'a'.repeat(65)])('has no slug %j', (slug) => {
    expect(faults({ ...announced([]), deal: slug })).toEqual(['/deal']);
  });
});

describe('a number', () => {
  it.each(['1', '0.000001', `${'9'.repeat(18)}.${'9'.repeat(6)}`])('may be %s', (value) => {
    expect(quantity(exact(value))).toEqual([]);
  });

  it.each(['0', '-1', '1e9', '1.0000001', '1'.repeat(19), '1,5', '', ' 1', '.5', '5.', 'NaN'])('is not %j', (value) => {
    expect(new Set(quantity(exact(value)))).toEqual(new Set([`${at}/value`]));
  });

  it('is a string, never a float', () => {
    expect(quantity({ ...exact(1), value: 1.5 })).toEqual([`${at}/value`]);
  });

  it('is kept in canonical form', () => {
    const command = commandSchema.parse(performed(exact('069.500')));
    expect(command.data).toMatchObject({ quantity: { value: '69.5' } });
  });

  it('of a metric may be zero and below, in canonical form as well', () => {
    const metric = (value: string) =>
      partyEvent('MetricObserved', 'a', { parties: ['a'], metric: 'cash', quantity: exact(value) });
    expect(commandSchema.parse(metric('-0.50')).data).toMatchObject({ quantity: { value: '-0.5' } });
    expect(commandSchema.parse(metric('-0')).data).toMatchObject({ quantity: { value: '0' } });
  });
});

describe('a quantity', () => {
  it('has what its qualifier asks for, and nothing else', () => {
    expect(quantity({ qualifier: 'exact', unit: 'USD' })).toEqual([`${at}/value`]);
    expect(quantity({ ...exact(1), low: '1' })).toEqual([`${at}/low`]);
    expect(quantity({ ...undisclosed(), value: '1' })).toEqual([`${at}/value`]);
    expect(quantity({ qualifier: 'between', low: '1', unit: 'USD' })).toEqual([`${at}/high`]);
    expect(quantity({ ...exact(1), qualifier: 'about' })).toEqual([`${at}/qualifier`]);
  });

  it('that is performed is one number', () => {
    expect(faults(performed({ ...exact(1), qualifier: 'upTo' }))).toEqual(['/data/quantity/qualifier']);
    expect(faults(performed({ ...exact(1), qualifier: 'approx' }))).toEqual([]);
  });
});

describe('a text', () => {
  const titled = (title: string) => faults(announced([], 1, { data: { title, legs: [] } }));

  it('holds no NUL, which the database does not take, and no half of a character', () => {
    expect(titled('a\u0000b')).toEqual(['']);
    expect(titled('a\ud800b')).toEqual(['']);
    expect(faults({ ...corrected(1, { title: '\udfff' }) })).toEqual(['']);
  });

  it('may hold whole characters, and what only looks like an escape', () => {
    expect(titled('a\u{1f680}b')).toEqual([]);
    expect(titled('C:\\u0000')).toEqual([]);
  });
});

describe('a date', () => {
  it('is one of the calendar, from the year 1 on', () => {
    const on = (announcedOn: string) => faults({ ...performed(exact(1)), announcedOn });
    expect(on('0000-01-01')).toEqual(['/announcedOn']);
    expect(on('2026-02-30')).toEqual(['/announcedOn']);
    expect(on('2024-02-29')).toEqual([]);
  });
});
