import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createBook, read, record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { partyRegistered, usd } from '../given.ts';

/** What an analyst sees of OpenAI in the example book, as it was known at the end of February 2026. */
const then = 'book=ai-compute&knownAt=2026-02-28&validAt=2026-03-01';
const openai = '/parties/openai';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const open = (path: string, more = '') => page.goto(`${inject('origin')}${path}?${then}${more}`);
/** What an element says, on one line, with plain spaces. */
const says = async (element: Locator) => (await element.innerText()).replace(/\s+/g, ' ').trim();
const saysEach = async (elements: Locator) =>
  (await elements.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

/** The sheet that is open adds its postings up to the number it stands for. */
async function explained(): Promise<string> {
  const sheet = page.getByTestId('explain');
  await sheet.getByTestId('explain-check').waitFor();
  expect(await sheet.getByTestId('explain-check').getAttribute('data-agrees')).toBe('true');
  return says(sheet.getByTestId('explain-sum'));
}

describe('the chips of the whole book', () => {
  it('are 32 GW in the headlines, of which one is firm', async () => {
    await open('/', '&kind=chips&unit=MW');
    const steps = page.getByTestId('waterfall-step');
    await steps.first().waitFor();
    // Intent: Nvidia at least 10 GW, Broadcom 10 GW. Conditional: AMD to OpenAI 5 GW, AMD to Meta up to 6 GW.
    expect(await saysEach(steps.getByTestId('explained'))).toEqual([
      '32,000 21,000 – unbounded',
      '− ≥ 20,000',
      '− 11,000 0 – 11,000',
      '1,000',
    ]);
    expect(await says(page.getByTestId('firmness'))).toMatch(/^3\.1%/);
    const { rows } = await read<{ rows: { unit: string; firmness: string }[] }>(
      '/api/books/ai-compute/firmness?kind=chips&unit=MW&knownAt=2026-02-28&validAt=2026-03-01',
    );
    expect(rows.map(({ firmness }) => firmness)).toEqual(['0.03125']);
  });

  it('open what is behind each step, and the link to it does so too', async () => {
    await page.locator('[data-step=headline]').getByTestId('explained').click();
    expect(await explained()).toBe('32,000 MW 21,000 – unbounded');
    await page.reload();
    expect(await explained()).toBe('32,000 MW 21,000 – unbounded');
  });
});

describe('whom OpenAI owes', () => {
  it('is two thirds Oracle and Microsoft, with one amount that nobody knows', async () => {
    await open(openai, '&view=concentration&kind=payment&unit=USD');
    const side = page.getByTestId('concentration-obligor');
    await side.getByTestId('share').first().waitFor();
    expect(await side.getByTestId('share').evaluateAll((rows) => rows.map((row) => row.dataset['party']))).toEqual([
      'oracle',
      'microsoft',
      'aws',
      'coreweave',
      'cerebras',
      'google',
    ]);
    // 300, 250, 138, 22.4 and 10 of 720.4.
    expect(await says(side.getByTestId('hhi'))).toBe('HHI 3,317 highly concentrated');
    expect(await says(side.getByTestId('top3'))).toBe('Three largest 95.5%');
    expect(await says(side.locator('[data-party=google]'))).toBe('Google unknown undisclosed');
  });

  it('was more concentrated before AWS was given more', async () => {
    await page.goto(`${inject('origin')}${openai}?book=ai-compute&knownAt=2025-11-30&view=concentration`);
    const side = page.getByTestId('concentration-obligor');
    await expect.poll(() => says(side.getByTestId('hhi')), { timeout: 10_000 }).toMatch(/^HHI 4,145\.2/);
    expect(await says(side.getByTestId('top1'))).toBe('Largest 49.1%');
  });

  it('opens firm and performed together', async () => {
    await page.getByTestId('concentration-obligor').locator('tfoot').getByTestId('explained').click();
    expect(await explained()).toBe('610.4bn USD + 1 undisclosed 588bn – unbounded');
  });
});

describe('who owes Amazon', () => {
  it('is nobody, and OpenAI where its subsidiary AWS counts for it', async () => {
    await open('/parties/amazon', '&view=concentration&kind=equity&unit=USD');
    await page.getByTestId('concentration-obligor').getByTestId('share').waitFor();
    expect(await page.getByTestId('concentration-obligee').getByTestId('share').count()).toBe(0);
    await page.getByTestId('consolidate').click();
    await page.locator('[data-kind=payment][data-unit=USD]').click();
    const side = page.getByTestId('concentration-obligee');
    await side.getByTestId('share').waitFor();
    expect(await says(side.getByTestId('share'))).toMatch(/^OpenAI (disputed )?100% 138bn$/);
    await side.locator('tfoot').getByTestId('explained').click();
    expect(await explained()).toBe('138bn USD');
  });
});

describe('when OpenAI has to pay', () => {
  it('is a wall in 2028, the leap year: all of it is only spread over terms', async () => {
    await open(openai, '&view=due&by=year&kind=payment&unit=USD');
    const owes = page.locator('[data-testid=runoff-side][data-side=obligor]');
    await owes.getByTestId('wall').waitFor();
    expect(await owes.getByTestId('wall').getAttribute('data-period')).toBe('2028');
    expect(await owes.locator('[data-wall=true]').getAttribute('data-period')).toBe('2028');
    // Microsoft 250, AWS 100, Cerebras at least 10, CoreWeave up to 4, Google undisclosed.
    expect(await says(owes.getByTestId('undated').getByTestId('explained'))).toBe(
      '364bn USD + 1 undisclosed 360bn – unbounded',
    );
  });

  it('stands in a table as in the chart', async () => {
    const owes = page.locator('[data-testid=runoff-side][data-side=obligor]');
    const columns = await owes
      .getByTestId('runoff-column')
      .evaluateAll((marks) => marks.map((mark) => mark.dataset['period']));
    await owes.getByTestId('runoff-table').locator('summary').click();
    const rows = await owes
      .getByTestId('runoff-period')
      .evaluateAll((marks) => marks.map((mark) => mark.dataset['period']));
    expect(columns).toEqual(['2026', '2027', '2028', '2029', '2030', '2031', '2032']);
    expect(rows).toEqual(columns);
  });

  it('is walked through with the arrow keys, and opened with Enter', async () => {
    const wall = page.locator('[data-testid=runoff-side][data-side=obligor] [data-wall=true]');
    await wall.focus();
    await page.keyboard.press('ArrowRight');
    const focused = page.locator('[data-testid=runoff-column]:focus');
    expect(await focused.getAttribute('data-period')).toBe('2029');
    expect(await focused.getAttribute('aria-label')).toMatch(/^2029: [\d,.]+ USD/);
    await page.keyboard.press('Enter');
    const period = await says(page.locator('[data-testid=runoff-period][data-period="2029"]').getByTestId('explained'));
    await expect.poll(explained, { timeout: 10_000 }).toBe(period.replace(/^(\S+)/, '$1 USD'));
    expect(new URL(page.url()).searchParams.get('sel')).toBe('payment/USD/firm/openai/*/*/*/2029');
  });

  it('is more than its revenue covers, by a multiple that has no upper end', async () => {
    await open(openai, '&view=due');
    const { rows } = await read<{ rows: { ratio: { low: string; stated: string; high: null } }[] }>(
      '/api/books/ai-compute/coverage?party=openai&knownAt=2026-02-28&validAt=2026-03-01',
    );
    const { low, stated, high } = rows[0]?.ratio ?? { low: '', stated: '', high: '' };
    expect(high).toBeNull();
    const shown = (ratio: string) => `${Number(Number(ratio).toFixed(2))}×`;
    const ratio = page.getByTestId('coverage-ratio');
    await ratio.waitFor();
    expect(await says(ratio)).toContain(`${shown(stated)}`);
    expect(await says(ratio)).toContain(`between ${shown(low)} and unbounded`);
    expect(await says(page.locator('[data-metric=revenue-run-rate]'))).toMatch(/20bn USD.*news article/);
    expect(await says(page.getByTestId('coverage'))).toMatch(/Cash unknown/);
  });
});

describe('the USD 1.4 tn', () => {
  it('is reached from the targets, and half of it is in no leg of the book', async () => {
    await open(openai);
    await page.locator('[data-target=compute-build-out]').getByTestId('reconcile').click();
    const money = page.locator('[data-testid=reconciliation-unit][data-unit=USD]');
    await money.getByTestId('allocation').waitFor();
    expect(await saysEach(money.getByTestId('allocation-part'))).toEqual([
      'firm 51.5% 720.4bn + 1 undisclosed 698bn – unbounded',
      'in no leg of the book 48.5% 679.6bn',
    ]);
    expect(await money.getByTestId('counting-leg').count()).toBe(9);
    await money.locator('[data-part=firm]').getByTestId('explained').click();
    expect(await explained()).toBe('720.4bn USD + 1 undisclosed 698bn – unbounded');
    await page.keyboard.press('Escape');
    await page.goBack();
    await page.goBack();
    expect(new URL(page.url()).searchParams.get('view')).toBeNull();
  });
});

describe('a delivery that is late', () => {
  const book = 'late';
  beforeAll(async () => {
    await createBook(book);
    await record(book, partyRegistered('buyer', 'Buyer Inc.'));
    await record(book, partyRegistered('seller', 'Seller Ltd.'));
    const evidence = [{ publisher: 'the test', tier: 'company' }];
    const step = (to: string, value: number) => ({ due: { to }, quantity: usd(value) });
    const leg = { leg: 'price', kind: 'payment', obligor: 'buyer', obligee: 'seller', binding: 'firm' };
    const schedule = [step('2025-03-31', 400), step('2025-09-30', 300), { due: { to: '2030-06-30' }, quantity: null }];
    const legs = [{ ...leg, quantity: usd(1000), schedule }];
    const announcedOn = '2025-02-01';
    const data = { title: 'Supply of compute', legs, rights: [] };
    await record(book, { type: 'DealAnnounced', deal: 'supply', data, announcedOn, evidence });
    const paid = { leg: 'price', quantity: usd(550) };
    await record(book, {
      type: 'PerformanceRecorded',
      deal: 'supply',
      data: paid,
      announcedOn: '2025-03-15',
      evidence,
    });
  });

  it.each(['/deals/supply', '/parties/buyer'])('says on %s how much, and by how many days', async (path) => {
    await page.goto(`${inject('origin')}${path}?book=${book}&validAt=2025-10-10&view=delivery`);
    const leg = page.locator('[data-testid=leg-delivery][data-leg=price]');
    await leg.waitFor();
    expect(await saysEach(leg.getByTestId('delivery-step'))).toEqual([
      'until 31 Mar 2025 400 400 –',
      'until 30 Sept 2025 300 150 150 by 10 days',
      'until 30 Jun 2030 300 – –',
    ]);
    expect(await says(leg.getByTestId('overdue'))).toBe('150 USD by 10 days');
    // 550 of 700.
    expect(await says(leg)).toContain('Ratio 78.6%');
  });
});
