import { describe, expect, it } from 'vitest';
import { type NewKey, whyNotMake } from '../src/keys.ts';
import { ANYBODY, type Principal } from '../src/principal.ts';

const tomorrow = new Date('2026-01-02');
const later = new Date('2026-01-03');
const operator: Principal = {
  ...ANYBODY,
  principal: 'ana',
  platformOperator: false,
  roles: new Map([
    ['mine', 'operator'],
    ['read', 'reader'],
  ]),
};
const until = (expiresAt: Date | null, kind: 'key' | 'session' = 'key'): Principal => {
  return { ...operator, credential: { kind, id: 'k', expiresAt } };
};
const key = (more: Partial<NewKey> = {}): NewKey => {
  return { principal: 'ben', name: null, book: 'mine', platformOperator: false, expiresAt: null, ...more };
};

describe('the operator of a book', () => {
  it.each<[string, NewKey, string | null]>([
    ['of their book', key(), null],
    ['of a book that they only read', key({ book: 'read' }), 'not as your role'],
    ['of a book that they know nothing of', key({ book: 'theirs' }), 'not your book'],
    ['of all books', key({ book: null }), 'only as platform operator'],
    ['of the platform operator', key({ book: null, platformOperator: true }), 'only as platform operator'],
    ['for the name of the platform operator', key({ principal: 'platform-operator' }), 'reserved'],
  ])('asks for a key %s', (_, asked, against) => {
    expect(whyNotMake(operator, asked)).toBe(against);
  });
});

describe('the platform operator', () => {
  it('makes any key, but none that passes somebody off as the platform operator', () => {
    const platform: Principal = { ...ANYBODY, principal: 'platform-operator' };
    expect(whyNotMake(platform, key({ book: null }))).toBeNull();
    expect(whyNotMake(platform, key({ book: null, platformOperator: true }))).toBeNull();
    expect(whyNotMake(platform, key({ principal: 'platform-operator' }))).toBe('reserved');
    const own = key({ principal: 'platform-operator', book: null, platformOperator: true });
    expect(whyNotMake(platform, own)).toBeNull();
    expect(whyNotMake({ ...platform, principal: 'zoe' }, own)).toBe('reserved');
  });
});

describe('a key that expires', () => {
  it('makes none that is good for longer', () => {
    expect(whyNotMake(until(tomorrow), key({ expiresAt: tomorrow }))).toBeNull();
    expect(whyNotMake(until(tomorrow), key({ expiresAt: later }))).toBe('outlives');
    expect(whyNotMake(until(tomorrow), key())).toBe('outlives');
    expect(whyNotMake(until(null), key())).toBeNull();
  });

  it('is not what a session is: that stands for somebody in person', () => {
    expect(whyNotMake(until(tomorrow, 'session'), key())).toBeNull();
  });
});
