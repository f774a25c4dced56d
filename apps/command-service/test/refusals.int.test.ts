import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registered } from './posted.ts';
import { REFUSED_BY_HISTORY } from './refused-by-history.ts';
import { REFUSED_BY_WORDING } from './refused-by-wording.ts';
import { importLines, post, type Services, startServices } from './services.ts';

let services: Services;
let address = '';

beforeAll(async () => {
  services = await startServices(1, { OFFTAKE_LOG: 'postgres' });
  address = `${services.urls[0]}/api/books`;
});
afterAll(() => services.stop());

const CASES = [...REFUSED_BY_WORDING, ...REFUSED_BY_HISTORY].map((one, i) => ({ ...one, book: `case-${i}` }));
const PARTIES = ['a', 'b', 'c'].map((party) => registered(party));

describe.each(CASES)('$rule: $says', ({ rule, path, given, posted, names, book }) => {
  it('is refused with the rule, the place and the reason, and nothing is recorded', async () => {
    await post(address, { book, name: book });
    const before = [...PARTIES, ...given];
    const report = await importLines(`${address}/${book}/imports`, before);
    expect(report).toMatchObject([{ done: true, recorded: before.length, refused: 0 }]);

    const answer = await post(`${address}/${book}/events`, posted);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: '/docs/problems#refused', violations: [{ rule, path }] });
    const [violation] = answer.body.violations as [{ readonly message: string; readonly event?: string }];
    expect(violation.message).not.toBe('');
    expect(violation.event === undefined).toBe(names === undefined);
    if (names !== undefined) expect(violation.message).toContain(`(version ${names},`);

    const next = await post(`${address}/${book}/events`, registered('next'));
    expect(next.body).toMatchObject({ position: before.length + 1 });
  });
});

describe('every rule that the domain refuses by', () => {
  const source = new URL('../../../packages/deals/src/', import.meta.url);
  const text = readdirSync(source)
    .map((file) => readFileSync(new URL(file, source), 'utf8'))
    .join('\n');
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, rule]) => rule ?? '');
  /** Of a leg's arithmetic: a rule is a value there, and worded in one table. */
  const reasons = /const REASONS\b[^{]*\{(.*?)^\}/ms.exec(text)?.[1] ?? '';
  const rules = new Set([
    ...named(/refuse\(\s*'([a-z-]+)'/g),
    ...[...reasons.matchAll(/^ {2}'([a-z-]+)'/gm)].map(([, rule]) => rule ?? ''),
    ...named(/'(effective-before-[a-z]+)'/g),
  ]);
  const shown = new Set(CASES.map(({ rule }) => rule));

  it('is shown above, and no other', () => {
    expect(rules.size).toBeGreaterThan(40);
    expect([...rules].filter((rule) => !shown.has(rule))).toEqual([]);
    expect([...shown].filter((rule) => !rules.has(rule))).toEqual([]);
  });

  it('is explained where the problem points to', () => {
    const page = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
    expect([...rules].filter((rule) => !page.includes(`\`${rule}\``))).toEqual([]);
  });

  it('has words in the client', () => {
    const words = readFileSync(new URL('../../web/src/words/rule-words.ts', import.meta.url), 'utf8');
    expect([...rules].filter((rule) => !words.includes(`'${rule}': msg`))).toEqual([]);
  });
});
