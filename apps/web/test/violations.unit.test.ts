import { describe, expect, it } from 'vitest';
import { placeViolations, pointerOf, violationsOf } from '../src/record/violations.ts';

const fields = new Set(['/deal', '/data/title', '/data/legs/0/quantity/unit', '/data/legs/0/quantity', '/data/legs']);
const at = (path: string) => ({ rule: 'r', path, message: 'm' });

describe('a violation', () => {
  it('lands on its own field', () => {
    expect([...placeViolations([at('/data/legs/0/quantity/unit')], fields).keys()]).toEqual([
      '/data/legs/0/quantity/unit',
    ]);
  });
  it('of a field that is not shown lands on the nearest one around it', () => {
    expect([...placeViolations([at('/data/legs/0/quantity/value')], fields).keys()]).toEqual(['/data/legs/0/quantity']);
    expect([...placeViolations([at('/data/legs/7/leg')], fields).keys()]).toEqual(['/data/legs']);
  });
  it('of nothing on the form stands at its head, and none is lost', () => {
    const placed = placeViolations([at('/reason'), at(''), at('/deal')], fields);
    expect(placed.get('')).toHaveLength(2);
    expect(placed.get('/deal')).toHaveLength(1);
  });
});

describe('an issue of the schema', () => {
  it('becomes a violation at its JSON Pointer', () => {
    expect(violationsOf([{ path: ['data', 'legs', 0, 'a/b~c'], message: 'no', code: 'custom' }])).toEqual([
      { rule: 'custom', path: '/data/legs/0/a~1b~0c', message: 'no' },
    ]);
    expect(pointerOf([])).toBe('');
  });
});
