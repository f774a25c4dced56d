import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

/** Every picture by the keyboard alone: its marks say their figures, open their postings, and stand in a table too. */

const place = 'book=ai-compute&knownAt=2026-02-28&validAt=2026-03-01';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const open = async (path: string) => {
  await page.goto(`${inject('origin')}${path}${path.includes('?') ? '&' : '?'}${place}`);
  await page.locator('main h1').first().waitFor();
};
/** The one mark that Tab reaches, of the picture in a panel. */
const firstMark = async (panel: Locator) => {
  const inReach = panel.locator('[data-marks] [data-mark][tabindex="0"]');
  await inReach.first().waitFor();
  expect(await inReach.count()).toBe(await panel.locator('[data-marks]').count());
  return inReach.first();
};
const focusedName = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Opens the mark that has the focus, returns the exact sum of its postings, and comes back to it. */
const openedSum = async () => {
  const name = await focusedName();
  await press('Enter');
  const check = page.getByTestId('explain-check');
  await check.waitFor();
  expect(await check.getAttribute('data-agrees')).toBe('true');
  const sum = await page.getByTestId('explain-sum').locator('[data-exact]').first().getAttribute('data-exact');
  await press('Escape');
  await check.waitFor({ state: 'detached' });
  expect(await focusedName()).toBe(name);
  return sum ?? '';
};
/** Opens the table below a picture with the keyboard. */
const unfold = async (panel: Locator) => {
  await panel.locator('summary').first().focus();
  await press('Enter');
  await panel.locator('details[open] table').first().waitFor();
};
const exactIn = (within: Locator) =>
  within.locator('[data-exact]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['exact'] ?? ''));

describe('the matrix', () => {
  it('shades each figure by its size, and says what the shades mean', async () => {
    await open('/?kind=payment&unit=USD&view=matrix');
    const shadeOf = (obligee: string) =>
      page
        .locator(`[data-testid=cell][data-obligor=openai][data-obligee=${obligee}][data-account=firm]`)
        .getAttribute('data-heat', { timeout: 10_000 });
    const [most, less, unknown] = [await shadeOf('oracle'), await shadeOf('coreweave'), await shadeOf('google')];
    expect(most).toBe('5');
    expect(Number(less)).toBeLessThan(5);
    expect(unknown).toBeNull();
    expect(await page.getByTestId('heat-legend').innerText()).toMatch(/300bn USD/);
  });
});

describe('who owes whom, on two sides', () => {
  const panel = () => page.getByTestId('two-sided');

  it('says each party and each ribbon in turn, and opens what is behind it', async () => {
    await (await firstMark(panel())).focus();
    expect(await focusedName()).toMatch(/^OpenAI owes [\d,]+ USD/);
    await press('ArrowRight');
    const name = await focusedName();
    expect(name).toBe('OpenAI → Oracle, firm: 300,000,000,000 USD');
    expect(await panel().getByTestId('two-sided-readout').innerText()).toBe(name);
    expect(name).toContain(await openedSum());
  });
  it('has the payees at the end, each once', async () => {
    await press('End');
    expect(await focusedName()).toMatch(/ is owed .* USD/);
    const sides = await panel()
      .locator('[data-mark^="oblige"], [data-mark^="obligor"]')
      .evaluateAll((all) => all.map((each) => (each as SVGElement).dataset['mark']));
    expect(new Set(sides).size).toBe(sides.length);
    expect(sides).toEqual(expect.arrayContaining(['obligor/microsoft', 'obligee/microsoft']));
  });
  it('has a table with the same figures', async () => {
    await unfold(panel());
    const names = await panel()
      .locator('.ribbon [data-mark]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    const figures = await exactIn(panel().locator('tbody'));
    expect(names.length).toBe(figures.length);
    for (const figure of figures) expect(names.some((name) => name.includes(`: ${figure}`))).toBe(true);
  });
});
