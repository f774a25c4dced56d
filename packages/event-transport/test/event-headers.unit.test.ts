import { describe, expect, it } from 'vitest';
import { fromHeaders, Malformed, toHeaders, toOutgoing } from '../src/event-headers.ts';
import { recorded } from './recorded.ts';

const event = recorded('ai-compute', 7);
const arrived = { partition: 0, offset: 0n, book: event.book, headers: toHeaders(event), value: event.body };

describe('an event that travels', () => {
  it('arrives as it left', () => {
    expect(fromHeaders(arrived)).toEqual(event);
  });

  it('says who recorded it, and in which shape, without its body being read', () => {
    expect(toHeaders(event)).toMatchObject({ ce_actor: 'analyst@example.org', ce_schemaversion: '1' });
  });

  it('carries the trace that it was recorded in, where there is one', () => {
    expect(toOutgoing(event, '00-1-2-01').headers).toEqual({ ...toHeaders(event), traceparent: '00-1-2-01' });
    expect(toOutgoing(event).headers).toEqual(toHeaders(event));
  });
});

describe('a message that is no event', () => {
  const reasonOf = (change: object): string => {
    const result = fromHeaders({ ...arrived, ...change });
    return result instanceof Malformed ? result.reason : 'none';
  };
  const withHeader = (name: string, value: string) => ({ headers: { ...arrived.headers, [name]: value } });

  it('has no key, or no value', () => {
    expect(reasonOf({ book: null })).toBe('it has no key');
    expect(reasonOf({ value: null })).toBe('it has no value');
  });

  it('lacks a header', () => {
    for (const name of Object.keys(arrived.headers).filter((header) => /^ce_(?!actor|schema)/.test(header))) {
      const { [name]: _, ...headers } = arrived.headers;
      expect(reasonOf({ headers })).toBe(`the header ${name} is missing`);
    }
  });

  it.each([
    ['ce_position', '0'],
    ['ce_position', '1e3'],
    ['ce_position', '9'.repeat(16)],
    ['ce_version', '-1'],
    ['ce_hash', 'ABC'],
    ['ce_prevhash', ''],
    ['ce_time', '2026-11-24'],
    ['ce_id', '7'],
    ['ce_type', ''],
    ['ce_specversion', '0.3'],
  ])('has %s as "%s"', (name, value) => {
    expect(reasonOf(withHeader(name, value))).toBe(`the header ${name} is ${JSON.stringify(value)}`);
  });

  it('is of another book than its key says', () => {
    expect(reasonOf({ book: 'other' })).toBe('the key is other, but ce_source /books/ai-compute');
  });
});
