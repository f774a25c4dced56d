import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createBook, record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { partyRegistered, usd } from '../given.ts';

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
  // Escape is heard once the sheet has taken the focus.
  await page.locator('[role=dialog]:focus, [role=dialog] :focus').waitFor();
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

describe('from the headline to what is firm', () => {
  it('has a mark in every row, which says what the row says and opens it', async () => {
    await open('/?kind=chips&unit=MW');
    const panel = page.getByTestId('firmness-panel');
    await (await firstMark(panel)).focus();
    expect(await focusedName()).toBe('Headline: 32,000 MW [21,000 – unbounded]');
    await press('ArrowDown', 'ArrowDown');
    expect(await focusedName()).toBe('less conditional: 11,000 MW [0 – 11,000]; then left 1,000 MW');
    expect(await openedSum()).toBe('11,000 MW [0 – 11,000]');
    const row = panel.locator('[data-step=conditional]');
    expect((await exactIn(row))[0]).toBe('11,000 MW [0 – 11,000]');
    expect(await row.getByTestId('whisker').count()).toBe(1);
  });
});

describe('the run-off', () => {
  it('begins at the wall, and has whiskers where amounts are uncertain', async () => {
    await open('/parties/openai?view=due&kind=payment&unit=USD&by=quarter');
    const side = page.locator('[data-testid=runoff-side][data-side=obligor]');
    await (await firstMark(side)).focus();
    expect(await focusedName()).toMatch(/USD.*, the maturity wall$/);
    await press('Home');
    const first = await focusedName();
    await press('End');
    expect(await focusedName()).not.toBe(first);
    await unfold(side);
    const names = await side
      .getByTestId('runoff-column')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    const figures = await exactIn(side.getByTestId('runoff-period').getByTestId('explained'));
    expect(figures.length).toBe(names.length);
    figures.forEach((figure, i) => expect(names[i]).toContain(figure));
  });
});

describe('concentration over time', () => {
  it('is told day by day, and opens what the book knew then', async () => {
    await open('/parties/openai?view=concentration&kind=payment&unit=USD');
    const panel = page.getByTestId('concentration-obligor');
    const picture = panel.getByTestId('over-time');
    await (await firstMark(picture)).focus();
    const now = await focusedName();
    expect(now).toMatch(/^27 Feb 2026: largest Oracle 41\.6%, three largest 95\.5%, HHI [\d,.]+; undisclosed × 1$/);
    expect(now).toContain(await panel.getByTestId('top1').locator('dd').innerText());
    await unfold(picture);
    const days = await picture
      .locator('[data-mark]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    const rows = await picture
      .getByTestId('moment')
      .evaluateAll((all) => all.map((each) => [...each.children].map((cell) => cell.textContent ?? '')));
    expect(rows.length).toBe(days.length);
    rows.forEach(([day = '', largest = '', three = '', hhi = ''], i) => {
      for (const said of [`${day}:`, largest.replace(/%.*/, '%'), three, `HHI ${hhi}`]) expect(days[i]).toContain(said);
    });
    await (await firstMark(picture)).focus();
    await press('Home');
    const first = await focusedName();
    await press('Enter');
    await page.getByTestId('explain-check').waitFor();
    expect(new URL(page.url()).searchParams.get('knownAt')).toMatch(/^\d+$/);
    await press('Escape');
    await expect.poll(focusedName).toBe(first);
    expect(await picture.getByTestId('moment').count()).toBe(1);
  });
});

describe('a target', () => {
  it('is the legs that count, each a mark, and what no leg stands for', async () => {
    await open('/parties/openai?view=targets&target=compute-build-out');
    const money = page.locator('[data-testid=reconciliation-unit][data-unit=USD]');
    await (await firstMark(money)).focus();
    expect(await focusedName()).toBe('OpenAI and Oracle · price, firm: 300,000,000,000 USD');
    expect(await openedSum()).toBe('300,000,000,000 USD');
    await press('End');
    expect(await focusedName()).toBe('in no leg of the book: 679,600,000,000 USD');
    await press('ArrowLeft');
    expect(await focusedName()).toMatch(/Google.*firm: undisclosed \(USD\)$/);
    const names = await money
      .getByTestId('allocation-piece')
      .evaluateAll((all) =>
        all.map((each) => (each.getAttribute('aria-label') ?? '').replace(/.*: |, disputed$/g, '')),
      );
    expect(names.sort()).toEqual((await exactIn(money.getByTestId('counting-leg'))).sort());
  });
});

describe('what was performed against what was promised', () => {
  const book = 'pictured';
  const evidence = [{ publisher: 'the test', tier: 'company' }];

  it('has a mark for each step and each performance, as the table has', async () => {
    await createBook(book);
    await record(book, partyRegistered('buyer', 'Buyer Inc.'));
    await record(book, partyRegistered('seller', 'Seller Ltd.'));
    const step = (to: string, value: number) => ({ due: { to }, quantity: usd(value) });
    const schedule = [step('2025-03-31', 400), step('2025-09-30', 300), { due: { to: '2030-06-30' }, quantity: null }];
    const leg = { leg: 'price', kind: 'payment', obligor: 'buyer', obligee: 'seller', binding: 'firm' };
    const data = { title: 'Supply', legs: [{ ...leg, quantity: usd(1000), schedule }], rights: [] };
    await record(book, { type: 'DealAnnounced', deal: 'supply', data, announcedOn: '2025-02-01', evidence });
    const paid = { leg: 'price', quantity: usd(550) };
    await record(book, {
      type: 'PerformanceRecorded',
      deal: 'supply',
      data: paid,
      announcedOn: '2025-03-15',
      evidence,
    });

    await page.goto(`${inject('origin')}/parties/buyer?book=${book}&validAt=2025-10-10&view=delivery`);
    const legPanel = page.locator('[data-testid=leg-delivery][data-leg=price]');
    await (await firstMark(legPanel)).focus();
    await expect.poll(focusedName).toBe('15 Mar 2025: 550 USD performed');
    expect(await openedSum()).toBe('550 USD');
    await press('ArrowRight');
    expect(await focusedName()).toBe('until 31 Mar 2025: 400 USD promised, 400 USD performed');
    await press('ArrowRight');
    expect(await focusedName()).toBe(
      'until 30 Sept 2025: 300 USD promised, 150 USD performed, 150 USD overdue by 10 days',
    );
    expect(await legPanel.getByTestId('delivery-step').count()).toBe(await legPanel.locator('[data-of=step]').count());
  });
});

describe('the network', () => {
  it('has its flows as one stop, and its parties as another', async () => {
    await open('/flows');
    const picture = page.getByTestId('flow-picture');
    await (await firstMark(picture)).focus();
    const first = await focusedName();
    expect(first).toMatch(/ → .*USD/);
    await press('End', 'Home');
    expect(await focusedName()).toBe(first);
    const names = await picture
      .locator('.flow-arc')
      .evaluateAll((all) =>
        all.map((each) => (each.getAttribute('aria-label') ?? '').replace(/.*: |, disputed$/g, '')),
      );
    expect(names.sort()).toEqual((await exactIn(page.getByTestId('flow-row'))).sort());
    await press('Tab');
    const party = await focusedName();
    await press('ArrowDown');
    expect(await focusedName()).not.toBe(party);
    await press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('party')).not.toBeNull();
  });
});
