import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

const HOME = 'http://127.0.0.1:7420';
const walks = readFileSync(path.resolve(import.meta.dirname, '../../docs/example-book.md'), 'utf8');

/** Each link of the walks: where it leads, and what stands in bold from its text on to the next link, or the line's end. */
const steps = walks.split('\n').flatMap((line) =>
  line.split(/(?=\[[^\]]*\]\(http)/).flatMap((part) => {
    const [, name = '', link] = /^\[([^\]]*)\]\((http[^)]*)\)/.exec(part) ?? [];
    const bold = [...part.matchAll(/\*\*([^*]+)\*\*/g)].map(([, text = '']) => text);
    return link === undefined ? [] : [{ name, link, bold }];
  }),
);

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const plain = (text: string) => text.replace(/\s+/g, ' ').toLowerCase();

describe('the walks through the example book', () => {
  it('lead through five pictures and five stories', () => {
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.filter(({ link }) => !link.startsWith(`${HOME}/`))).toEqual([]);
  });

  it.each(steps)('$name: $link shows what the walk says', async ({ link, bold }) => {
    await page.goto(link.replace(HOME, inject('origin')));
    await page.locator('main h1').first().waitFor();
    for (const text of bold) {
      await expect
        .poll(async () => plain(await page.locator('main').innerText()), { timeout: 15_000, message: text })
        .toContain(plain(text));
    }
  });
});
