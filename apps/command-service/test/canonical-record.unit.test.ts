import { canonicalBody } from '@offtake/event-store/chain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalRecord } from '../src/decider/canonical-record.ts';

describe('the canonical text of a record', () => {
  it('is that of RFC 8785, the first time and every other', () => {
    const record = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ noUnicodeString: false }));
    fc.assert(
      fc.property(record, (value) => {
        const text = canonicalBody(value);
        expect(canonicalRecord(value)).toBe(text);
        expect(canonicalRecord({ ...value })).toBe(text);
      }),
    );
  });

  it('leaves out what is not said, and does not exist for what JSON cannot say', () => {
    expect(canonicalRecord({ b: [{ d: 1, c: null }], a: undefined })).toBe('{"b":[{"c":null,"d":1}]}');
    expect(() => canonicalRecord({ a: Number.NaN })).toThrow('not allowed');
  });
});
