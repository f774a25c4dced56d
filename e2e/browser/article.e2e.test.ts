import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

/** What the founding article states, row by row: where it is to be seen, and what is to be read there. */
const rows: readonly [id: string, path: string, texts: readonly RegExp[]][] = [
  [
    'S1',
    '/deals/openai-aws',
    [/200,?000|200\s?k/i, /999,?999|1m|1,000/i, /NVIDIA/i, /31 Dec(ember)? 2026|2026-12-31/, /option/i, /undisclosed/i],
  ],
  ['S2', '/deals/openai-microsoft', [/exclusiv/i, /first[- ]refusal|first refusal/i]],
  ['S3', '/deals/openai-microsoft', [/250(\.0)?\s?bn/]],
  ['S4', '/deals/openai-oracle', [/300(\.0)?\s?bn/]],
  ['S5', '/deals/openai-google-cloud', [/Google/, /undisclosed/i]],
  ['S6', '/deals/openai-nvidia', [/Nvidia/i, /news article/]],
  ['S6', '/deals/openai-amd', [/AMD/, /news article/]],
  ['S6', '/deals/openai-broadcom', [/Broadcom/, /news article/]],
  ['S7', '/parties/openai', [/1\.4\s?tn/, /30,?000|30 GW/]],
  ['S8', '/parties/openai', [/20(\.0)?\s?bn/, /run[- ]rate/i]],
  ['S9', '/parties/openai', [/public offering/i, /1(\.0)?\s?tn/]],
  ['S10', '/parties/meta', [/420(\.0)?\s?bn/]],
  ['S11', '/parties/amazon', [/140(\.0)?\s?bn/, /10\s?%|10 percent/]],
  ['S12', '/deals/anthropic-google', [/1m|1,000,000|1\.0m/i, /TPU/]],
];

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

describe('the article on the screen', () => {
  it.each(rows)('%s stands at %s', async (_id, path, texts) => {
    await page.goto(`${inject('origin')}${path}?book=ai-compute`);
    for (const text of texts)
      await expect.poll(() => page.locator('main').innerText(), { timeout: 10_000 }).toMatch(text);
  });
});
