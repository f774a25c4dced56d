import { describe, expect, it } from 'vitest';
import { RateLimit, readRate } from '../src/rate-limit.ts';

describe('a rate', () => {
  it('lets a burst come at once, and then so many a second', () => {
    const limit = new RateLimit({ perSecond: 2, burst: 3 });
    expect([1, 2, 3, 4].map(() => limit.take('ana', 0))).toEqual([0, 0, 0, 1]);
    expect([500, 500, 1_000].map((now) => limit.take('ana', now))).toEqual([0, 1, 0]);
    expect([1, 2, 3, 4].map(() => limit.take('ana', 60_000))).toEqual([0, 0, 0, 1]);
  });

  it('says how long to wait', () => {
    const limit = new RateLimit({ perSecond: 1 / 60, burst: 1 });
    expect([0, 0, 30_000].map((now) => limit.take('ana', now))).toEqual([0, 60, 30]);
  });

  it('is of each by itself, and no clock that runs backwards makes it shorter', () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 });
    expect([limit.take('ana', 5_000), limit.take('ben', 5_000), limit.take('ana', 0)]).toEqual([0, 0, 1]);
  });

  it('remembers so many, and no more', () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 });
    for (let n = 0; n <= 10_000; n += 1) limit.take(`p${n}`, 0);
    expect([limit.take('p10000', 0), limit.take('p0', 0)]).toEqual([1, 0]);
  });
});

describe('the environment', () => {
  it('sets the rate, or that there is none', () => {
    expect(readRate({})).toEqual({ perSecond: 10_000, burst: 20_000 });
    expect(readRate({ OFFTAKE_RATE_PER_SECOND: '5', OFFTAKE_RATE_BURST: '7' })).toEqual({ perSecond: 5, burst: 7 });
    expect(readRate({ OFFTAKE_RATE_PER_SECOND: '50000' })).toEqual({ perSecond: 50_000, burst: 50_000 });
    expect(readRate({ OFFTAKE_RATE_PER_SECOND: '0' })).toBeNull();
    expect(() => readRate({ OFFTAKE_RATE_PER_SECOND: 'many' })).toThrow('OFFTAKE_RATE_PER_SECOND');
  });
});
