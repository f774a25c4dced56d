import { describe, expect, it } from 'vitest';
import { foreignPage } from '../src/foreign-page.ts';

const host = 'offtake.example:7420';
const own = `https://${host}`;
const sent = (headers: object, method = 'POST') => ({ method, headers: { host, ...headers } });

describe('a request that writes', () => {
  it.each([
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin', origin: own },
    { origin: own },
    { origin: `http://${host}` },
  ])('is taken from a page of ours: %j', (headers) => {
    expect(foreignPage(sent(headers), true)).toBeNull();
  });

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://offtake.example:3000' },
    { origin: 'https://offtake.example:3000' },
    { origin: 'https://offtake.example' },
    { origin: `${own}.evil.example` },
    { origin: 'null' },
  ])('is not taken from a page of another site: %j', (headers) => {
    expect(foreignPage(sent(headers), true)).toMatch(/^A page of /);
    expect(foreignPage(sent(headers), false)).toMatch(/^A page of /);
    expect(foreignPage(sent(headers, 'DELETE'), true)).toMatch(/^A page of /);
  });

  it('says which page it is where it has a cookie, and need not where it has none', () => {
    expect(foreignPage(sent({}), true)).toMatch(/Origin or Sec-Fetch-Site/);
    expect(foreignPage(sent({}), false)).toBeNull();
  });
});

describe('a request that only reads', () => {
  it('is taken from everywhere: its answer is not for the page of another site to read', () => {
    expect(foreignPage(sent({ 'sec-fetch-site': 'cross-site' }, 'GET'), true)).toBeNull();
  });
});
