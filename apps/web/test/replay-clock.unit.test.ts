import { describe, expect, it } from 'vitest';
import { axisOf, faster, move, moveOfKey, slower } from '../src/time/replay-clock.ts';
import { isSparse, knownPosition, momentAt, shiftMonths, type Timeline, withMoments } from '../src/time/timeline.ts';

const announced = ['2025-09-10', '2025-09-22', '2025-10-28', '2025-10-28', '2025-11-03'];
const timeline: Timeline = announced.map((announcedOn, i) => ({
  position: i + 1,
  type: 'DealAnnounced',
  stream: `deal/d${i}`,
  announcedOn,
  effectiveOn: announcedOn,
  recordedAt: `2026-01-0${i + 1}T00:00:00.000000Z`,
}));

describe('knownAt', () => {
  it('is the whole book where it is left out', () => expect(knownPosition(timeline, undefined)).toBe(5));
  it('is a position as it stands', () => expect(knownPosition(timeline, '3')).toBe(3));
  it('is, as a date, what was public that day', () => {
    expect(knownPosition(timeline, '2025-10-31')).toBe(4);
    expect(knownPosition(timeline, '2025-09-09')).toBe(0);
  });
  it('is, as a date, the longest prefix, whatever comes after it', () => {
    const late = [...timeline, { ...timeline[0], position: 6, announcedOn: '2025-09-01' }] as Timeline;
    expect(knownPosition(late, '2025-10-31')).toBe(4);
  });
  it('is, as an instant, the last event recorded by then', () => {
    expect(knownPosition(timeline, '2026-01-03T12:00:00Z')).toBe(3);
  });
  it('is, as an instant, exact to the microsecond', () => {
    const twice = timeline
      .slice(0, 2)
      .map((each, i) => ({ ...each, recordedAt: `2026-01-01T00:00:00.00000${i + 1}Z` }));
    expect(knownPosition(twice, '2026-01-01T00:00:00.000001Z')).toBe(1);
    expect(knownPosition(twice, '2026-01-01T00:00:00.000002Z')).toBe(2);
  });
});

describe('the position axis', () => {
  it('steps one event, and is LIVE again at the newest', () => {
    expect(move('position', timeline, null, 'previous')).toBe('4');
    expect(move('position', timeline, '3', 'next')).toBe('4');
    expect(move('position', timeline, '4', 'next')).toBeNull();
  });
  it('goes back to before the first event, and no further', () => {
    expect(move('position', timeline, '3', 'first')).toBe('0');
    expect(move('position', timeline, '0', 'previous')).toBe('0');
  });
  it('steps to the end of the next or the previous day of news', () => {
    expect(move('position', timeline, '2', 'next-day')).toBe('4');
    expect(move('position', timeline, '4', 'previous-day')).toBe('2');
    expect(move('position', timeline, '0', 'next-day')).toBe('1');
  });
  it('steps a month, and at least one event', () => {
    expect(move('position', timeline, '2', 'next-month')).toBe('3');
    expect(move('position', timeline, '4', 'previous-month')).toBe('2');
  });
});

describe('the date axis', () => {
  it('steps from one day of news to the next', () => {
    expect(move('date', timeline, null, 'previous')).toBe('2025-10-28');
    expect(move('date', timeline, '2025-09-30', 'next')).toBe('2025-10-28');
    expect(move('date', timeline, '2025-10-28', 'next')).toBeNull();
  });
  it('steps one calendar day with Shift', () => {
    expect(move('date', timeline, '2025-10-28', 'previous-day')).toBe('2025-10-27');
    expect(moveOfKey('ArrowLeft', true)).toBe('previous-day');
  });
  it('stops at the first day', () => expect(move('date', timeline, '2025-09-10', 'previous-month')).toBe('2025-09-10'));
  it('keeps to the last day of a shorter month', () => {
    expect(shiftMonths('2025-10-31', 1)).toBe('2025-11-30');
    expect(shiftMonths('2024-01-31', 1)).toBe('2024-02-29');
  });
});

describe('a book of which only some events are here', () => {
  const ends = [timeline[0], { ...timeline[4], position: 90_000 }] as Timeline;
  const around = [
    { ...timeline[1], position: 40_000, announcedOn: '2025-10-30' },
    { ...timeline[2], position: 40_001, announcedOn: '2025-11-01' },
  ] as Timeline;
  const sparse = withMoments(ends, around);

  it('is known to be so', () => {
    expect(isSparse(sparse)).toBe(true);
    expect(isSparse(timeline)).toBe(false);
    expect(isSparse([])).toBe(false);
  });
  it('says exactly what was known on a day, once the events around it are here', () => {
    expect(knownPosition(sparse, '2025-10-31')).toBe(40_000);
    expect(momentAt(sparse, 40_000)?.announcedOn).toBe('2025-10-30');
  });
  it('steps by event as any book does', () => {
    expect(move('position', sparse, '40000', 'next')).toBe('40001');
    expect(move('position', sparse, null, 'previous')).toBe('89999');
    expect(move('position', sparse, '40000', 'last')).toBeNull();
  });
  it('steps by days of the calendar, from a position too', () => {
    expect(move('position', sparse, '40000', 'previous-month')).toBe('2025-09-30');
    expect(move('date', sparse, '2025-10-31', 'next')).toBe('2025-11-01');
    expect(move('date', sparse, '2025-11-02', 'next')).toBeNull();
    expect(move('date', sparse, '2025-09-10', 'previous')).toBe('2025-09-10');
    expect(move('valid', sparse, null, 'previous-day')).toBe('2025-11-02');
  });
});

describe('an empty book', () => {
  it('is always LIVE', () => expect(move('position', [], null, 'previous')).toBeNull());
});

describe('the axis', () => {
  it('follows the coordinates', () => {
    expect(axisOf('41', undefined, 'date')).toBe('position');
    expect(axisOf('2025-10-31', undefined, 'position')).toBe('date');
    expect(axisOf(undefined, '2025-10-31', 'position')).toBe('valid');
    expect(axisOf(undefined, undefined, 'date')).toBe('date');
  });
  it('is the valid one where that is preferred, whatever is known', () => {
    expect(axisOf('41', undefined, 'valid')).toBe('valid');
    expect(axisOf('41', '2025-10-31', 'valid')).toBe('valid');
  });
});

describe('the speed', () => {
  it('doubles and halves within its limits', () => {
    expect(faster(4)).toBe(8);
    expect(faster(32)).toBe(32);
    expect(slower(1)).toBe(1);
  });
});
