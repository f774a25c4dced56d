import { describe, expect, it } from 'vitest';
import { eventId } from '../src/decider/event-id.ts';

describe('the id of an event', () => {
  it('is a UUID of version 7 with the time in it', () => {
    const now = Date.UTC(2040, 0, 1);
    expect(eventId(now)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(eventId(now).replaceAll('-', '').slice(0, 12), 16)).toBe(now);
  });

  it('sorts after every one before it, within a millisecond and when the clock goes back', () => {
    const later = Date.UTC(2041, 0, 1);
    const ids = Array.from({ length: 1_000 }, (_, n) => eventId(later - (n % 3)));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
