import { describe, expect, it } from 'vitest';
import {
  axisOfStand,
  moveSecond,
  placeOfSecond,
  secondCoordinates,
  secondValue,
  withSecond,
} from '../src/time/compared-moment.ts';
import type { Stand } from '../src/time/coordinates.ts';
import type { Timeline } from '../src/time/timeline.ts';

const announced = ['2025-09-10', '2025-09-22', '2025-10-28', '2025-10-28', '2025-11-03'];
const timeline: Timeline = announced.map((announcedOn, i) => ({
  position: i + 1,
  type: 'DealAnnounced',
  stream: `deal/d${i}`,
  announcedOn,
  effectiveOn: announcedOn,
  recordedAt: `2026-01-0${i + 1}T00:00:00.000000Z`,
}));
const nowhere: Stand = { knownAt: undefined, validAt: undefined, fromKnown: undefined, fromValid: undefined };

describe('a moment that the screen is compared with', () => {
  it('is put a month before the screen, and at least one event', () => {
    expect(placeOfSecond('position', timeline, null)).toBe('2');
    expect(placeOfSecond('position', timeline, '2')).toBe('0');
    expect(placeOfSecond('date', timeline, '2025-11-03')).toBe('2025-10-03');
    expect(placeOfSecond('valid', timeline, null)).toBe('2025-10-03');
  });
  it('stands on one axis only', () => {
    expect(withSecond('date', '2025-10-31')).toEqual({ fromKnown: '2025-10-31', fromValid: undefined });
    expect(withSecond('valid', '2025-10-31')).toEqual({ fromKnown: undefined, fromValid: '2025-10-31' });
  });
  it('is read in the measure of the axis', () => {
    const stand = { ...nowhere, fromKnown: '2025-10-31' };
    expect(secondValue('position', timeline, stand)).toBe('4');
    expect(secondValue('date', timeline, { ...nowhere, fromKnown: '2' })).toBe('2025-09-22');
    expect(secondValue('valid', timeline, stand)).toBeNull();
  });
  it('stays at the newest end, for it follows nothing', () => {
    expect(moveSecond('position', timeline, '4', 'next')).toBe('5');
    expect(moveSecond('valid', timeline, '2025-10-28', 'last')).toBe('2025-11-03');
  });
  it('keeps the other coordinate of the screen', () => {
    expect(secondCoordinates({ ...nowhere, fromKnown: '2', validAt: '2025-12-01' })).toEqual({
      knownAt: '2',
      validAt: '2025-12-01',
    });
    expect(secondCoordinates({ ...nowhere, fromValid: '2025-10-01', knownAt: '4' })).toEqual({
      knownAt: '4',
      validAt: '2025-10-01',
    });
    expect(secondCoordinates(nowhere)).toBeNull();
  });
});

describe('the axis of two thumbs', () => {
  it('is that of the moment compared with, where the screen leaves it open', () => {
    expect(axisOfStand({ ...nowhere, fromValid: '2025-10-01' }, 'position')).toBe('valid');
    expect(axisOfStand({ ...nowhere, fromKnown: '2' }, 'valid')).toBe('position');
    expect(axisOfStand({ ...nowhere, fromKnown: '2025-10-31' }, 'date')).toBe('date');
  });
});
