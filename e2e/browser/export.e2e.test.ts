import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

async function open(path: string): Promise<void> {
  await page.goto(`${inject('origin')}${path}`);
  await page.getByTestId('export').first().waitFor();
}

async function exported(press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: (file satisfies Download).suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

interface ApiRow {
  readonly obligor: string;
  readonly obligee: string;
  readonly account: string;
  readonly stated: string;
}

/** What the API says of the cells on screen. */
async function exposureRows(query: string): Promise<readonly string[]> {
  const url = `${inject('origin')}/api/books/ai-compute/exposures?groupBy=obligor,obligee,account&${query}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${inject('key')}` } });
  const { rows } = (await answer.json()) as { rows: readonly ApiRow[] };
  return rows
    .filter(({ account }) => account !== 'lapsed')
    .map(({ obligor, obligee, account, stated }) => [obligor, obligee, account, stated].join(','))
    .sort();
}

describe('what is on screen', () => {
  it('is taken along as CSV by keyboard: each cell, to the last digit, as of the moment on screen', async () => {
    await open('/?book=ai-compute&kind=payment&unit=USD&knownAt=2025-10-31');
    const button = page.getByTestId('export').first();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const { name, text } = await exported(() => page.keyboard.press('Enter'));
    expect(name).toBe('ai-compute-exposure-known-2025-10-31.csv');
    const [header, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(header).toBe(
      'obligor,obligee,account,kind,unit,low,stated,high,unstated,book,position,knownAt,validAt,reading',
    );
    const shown = lines.map((line) => line.split(',')).map((cells) => [...cells.slice(0, 3), cells[6]].join(','));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.sort()).toEqual(await exposureRows('kind=payment&unit=USD&knownAt=2025-10-31'));
    expect(lines.every((line) => line.endsWith('2025-10-31,,recorded'))).toBe(true);
  });

  it('closes its menu on Escape, and stays where it is in time', async () => {
    await page.getByTestId('export').first().click();
    const csv = page.getByRole('button', { name: 'Table as CSV' }).first();
    await csv.waitFor();
    await page.keyboard.press('Escape');
    await csv.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).searchParams.get('knownAt')).toBe('2025-10-31');
  });

  it('is taken along as JSON, with what was filtered, and says where it came from', async () => {
    await open('/deals?book=ai-compute&q=oracle');
    await page.getByTestId('export').first().click();
    const { text } = await exported(() => page.getByRole('button', { name: 'Table as JSON' }).click());
    const { rows, url } = JSON.parse(text) as { rows: { deal: string }[]; url: string };
    const shown = await page
      .getByTestId('deal-row')
      .evaluateAll((found) => found.map((row) => row.getAttribute('data-deal')));
    expect(shown.length).toBeGreaterThan(0);
    expect([...new Set(rows.map(({ deal }) => deal))].sort()).toEqual(shown.sort());
    expect(url).toContain('q=oracle');
  });

  it('is taken along as a picture that stands alone', async () => {
    await open('/flows?book=ai-compute');
    await page.getByTestId('export').first().click();
    const { name, text } = await exported(() => page.getByRole('button', { name: 'Picture as SVG' }).click());
    expect(name).toMatch(/^ai-compute-flows-known-\d+\.svg$/);
    const found = await page.evaluate((svg) => {
      const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
      return {
        tag: root.tagName,
        desc: root.querySelector('desc')?.textContent,
        classes: root.querySelectorAll('[class]').length,
      };
    }, text);
    expect(found).toMatchObject({ tag: 'svg', classes: 0 });
    expect(found.desc).toContain('/flows?book=ai-compute');
  });

  it('is printed with its moment and its address, and without what is only pressed', async () => {
    await open('/?book=ai-compute&knownAt=2025-10-31');
    await page.emulateMedia({ media: 'print' });
    const address = page.locator('.only-print');
    await address.waitFor();
    expect(await address.innerText()).toContain('knownAt=2025-10-31');
    expect(await page.getByTestId('export').first().isVisible()).toBe(false);
    expect(await page.getByRole('navigation', { name: 'Screens' }).isVisible()).toBe(false);
  });
});

describe('each screen with figures', () => {
  it.each([
    ['/parties/openai', 'firmness'],
    ['/parties', 'parties'],
    ['/parties/openai?view=due', 'runoff'],
    ['/parties/openai?view=delivery', 'delivery'],
    ['/parties/openai?view=concentration', 'concentration-obligor'],
    ['/parties/openai?view=targets', 'reconciliation'],
    ['/rights', 'rights'],
    ['/feed', 'events'],
  ])('%s lets its figures be taken along', async (path, name) => {
    await page.emulateMedia({ media: 'screen' });
    await open(`${path}${path.includes('?') ? '&' : '?'}book=ai-compute`);
    await page.getByTestId('export').first().click();
    const file = await exported(() => page.getByRole('button', { name: 'Table as CSV' }).first().click());
    expect(file.name).toMatch(new RegExp(`^ai-compute-${name}-known-\\d+\\.csv$`));
    expect(file.text.trimEnd().split('\r\n').length).toBeGreaterThan(1);
  });
});
