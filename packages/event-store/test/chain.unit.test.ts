import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalBody, chainHash, NO_HASH } from '../src/chain.ts';

describe('the canonical text of a body', () => {
  it('is that of RFC 8785: keys in the order of their UTF-16 units, numbers and escapes as ECMAScript writes them', () => {
    // The example of RFC 8785, section 3.2.2 and 3.2.3.
    const value = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(canonicalBody(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect([...canonicalBody(keys).matchAll(/:(\d)/g)].map((match) => match[1]).join('')).toBe('2467153');
  });

  it('leaves out what is not said', () => {
    expect(canonicalBody({ b: [{ d: 1, c: null }], a: undefined })).toBe('{"b":[{"c":null,"d":1}]}');
  });

  it('does not exist for what JSON cannot say', () => {
    for (const value of [undefined, Number.NaN, { a: Number.POSITIVE_INFINITY }, ['\ud800'], () => 1]) {
      expect(() => canonicalBody(value)).toThrow(/not allowed|no JSON text/);
    }
  });
});

describe('the hash of an event', () => {
  const event = {
    book: 'ai-compute',
    position: 1,
    stream: 'deal/x',
    version: 1,
    id: '0193c0de-0000-7000-8000-000000000001',
    type: 'DealAnnounced',
    recordedAt: '2026-11-24T01:02:03.456789Z',
    body: '{"a":"é"}',
  };

  it('is sha256 of the bytes of the previous hash and the text, line by line', () => {
    const text =
      'ai-compute\n1\ndeal/x\n1\n0193c0de-0000-7000-8000-000000000001\nDealAnnounced\n2026-11-24T01:02:03.456789Z\n{"a":"é"}';
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(text)]);
    expect(chainHash(NO_HASH, event)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('is another for any other content, and after any other event', () => {
    const changed = Object.keys(event).map((field) => chainHash(NO_HASH, { ...event, [field]: 2 }));
    expect(new Set([...changed, chainHash(NO_HASH, event), chainHash('1'.repeat(64), event)]).size).toBe(10);
  });
});
