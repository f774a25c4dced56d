import { describe, expect, it } from 'vitest';
import { answerOf, type Meaning } from '../src/decider/answer.ts';
import { problemOf } from '../src/events/event-problem.ts';
import { readIdempotencyKey, readIfMatch } from '../src/events/request-headers.ts';

const refusal = { rule: 'unknown-leg', path: '/data/leg', message: 'there is no such leg' };
const MEANINGS: readonly Meaning[] = [
  { means: 'record', stream: 'deal/d', event: 'id' },
  { means: 'unchanged' },
  { means: 'refused', refusal },
  { means: 'version mismatch', version: 3 },
  { means: 'ask' },
];

describe('what an append says of an entry', () => {
  it('is the final answer where it confirms the decision', () => {
    const confirmed = MEANINGS.slice(1).map((meaning) => answerOf(meaning, { outcome: 'confirmed', position: 9 }));
    expect(confirmed).toEqual([
      { answer: 'unchanged', position: 9, again: false },
      { answer: 'refused', refusal, position: 9 },
      { answer: 'version mismatch', version: 3 },
      null,
    ]);
  });

  it('overrides any decision by the answer that the key stands for', () => {
    const first = {
      recorded: true,
      position: 2,
      stream: 'deal/d',
      version: 1,
      id: 'first',
      recordedAt: 'then',
    } as const;
    for (const meaning of MEANINGS) {
      expect(answerOf(meaning, { outcome: 'replayed', first })).toMatchObject({ event: 'first', again: true });
      expect(answerOf(meaning, { outcome: 'key reused' })).toEqual({ answer: 'key reused' });
    }
  });

  it('sends what rested on another state back, to be decided again', () => {
    for (const meaning of MEANINGS) {
      expect(answerOf(meaning, { outcome: 'version moved', version: 4 })).toBeNull();
      expect(answerOf(meaning, { outcome: 'facts moved' })).toBeNull();
      expect(answerOf(meaning, { outcome: 'again' })).toBeNull();
    }
  });
});

describe('a command that was not accepted', () => {
  it('has a status for each reason', () => {
    expect(problemOf({ answer: 'refused', refusal, position: 1 })).toMatchObject({
      status: 422,
      extras: { violations: [refusal] },
    });
    expect(problemOf({ answer: 'version mismatch', version: 3 }).status).toBe(412);
    expect(problemOf({ answer: 'key reused' }).status).toBe(409);
    expect(problemOf({ answer: 'too large' }).status).toBe(413);
    expect(problemOf({ answer: 'unavailable', reason: 'full' })).toMatchObject({
      status: 503,
      extras: { headers: { 'retry-after': '1' } },
    });
  });
});

describe('the headers of a command', () => {
  it('name a version in quotes', () => {
    expect(readIfMatch('"3"')).toBe(3);
    expect(readIfMatch(undefined)).toBeNull();
    for (const wrong of ['3', '*', 'W/"3"', '""', '"-1"']) expect(() => readIfMatch(wrong)).toThrow(/If-Match/);
  });

  it('name a key, in quotes or not', () => {
    expect(readIdempotencyKey('"k-1"')).toBe('k-1');
    expect(readIdempotencyKey('k-1')).toBe('k-1');
    for (const wrong of ['', '""', 'a b', 'x'.repeat(201)]) {
      expect(() => readIdempotencyKey(wrong)).toThrow(/Idempotency-Key/);
    }
  });
});
