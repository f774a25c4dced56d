import { describe, expect, it } from 'vitest';
import { timeLeft } from '../src/operations/time-left.ts';

describe('the time that is left', () => {
  it('is said in seconds up to a minute and a half, then in minutes, then in hours', () => {
    expect([0, 1, 89, 90, 5_399, 5_400, 36_000].map((seconds) => timeLeft('en', seconds))).toEqual([
      '0 seconds',
      '1 second',
      '89 seconds',
      '2 minutes',
      '90 minutes',
      '2 hours',
      '10 hours',
    ]);
  });
  it('is rounded up, so that nothing takes longer than was said', () => {
    expect([0.2, 121, 7_201].map((seconds) => timeLeft('en', seconds))).toEqual(['1 second', '3 minutes', '3 hours']);
  });
  it('is never less than nothing', () => {
    expect(timeLeft('en', -3)).toBe('0 seconds');
  });
  it('is said in Spanish to whoever reads Spanish', () => {
    expect([1, 90, 5_400].map((seconds) => timeLeft('es', seconds))).toEqual(['1 segundo', '2 minutos', '2 horas']);
  });
});
