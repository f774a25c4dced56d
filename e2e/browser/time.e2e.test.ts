import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { read, record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { givenBook, paid, usd } from '../given.ts';
import { inspectLayout } from './layout-faults.ts';

const book = 'moments';
const example = 'ai-compute';

let browser: Browser;
let page: Page;

/** After the three events of every given book: a payment that was misread, and one that was never made. */
beforeAll(async () => {
  browser = await openBrowser();
  await givenBook(book);
  const misread = await record(book, paid('supply', 200));
  await record(book, {
    type: 'EventCorrected',
    deal: 'supply',
    data: { event: misread.event, data: { leg: 'price', quantity: usd(150) }, effectiveOn: null },
    announcedOn: '2025-04-01',
    reason: 'misread',
  });
  const unmade = await record(book, paid('supply', 50, '2025-05-01'));
  await record(book, {
    type: 'EventRetracted',
    deal: 'supply',
    data: { event: unmade.event },
    announcedOn: '2025-05-02',
    reason: 'never made',
  });
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
const stands = (name: string, value: string | null) => expect.poll(() => parameter(name)).toBe(value);
const scrubber = () => page.getByTestId('scrubber');
const spoken = () => scrubber().getAttribute('aria-valuetext');
const cell = (account: string) =>
  page.locator(`[data-testid=cell][data-obligor=buyer][data-obligee=seller][data-account=${account}]`);

async function open(query: string, of = book): Promise<void> {
  await page.goto(`${inject('origin')}${query}${query.includes('?') ? '&' : '?'}book=${of}`);
  await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
}

describe('time by the keyboard', () => {
  it('moves by event, day and month, to both ends and back to the present', async () => {
    await open('/');
    await cell('firm').waitFor();
    await page.keyboard.press('ArrowLeft');
    await stands('knownAt', '6');
    expect(await spoken()).toBe('1 May 2025, event 6 of 7, Supply of compute recorded');
    await page.keyboard.press('Shift+ArrowLeft');
    await stands('knownAt', '5');
    await page.keyboard.press('Shift+ArrowRight');
    await stands('knownAt', '6');
    await scrubber().focus();
    await page.keyboard.press('PageDown');
    await stands('knownAt', '5');
    await page.keyboard.press('PageUp');
    await stands('knownAt', '6');
    await page.keyboard.press('Home');
    await stands('knownAt', '0');
    expect(await spoken()).toBe('before the first of 7 events');
    await page.keyboard.press('End');
    await stands('knownAt', null);
    expect(await spoken()).toMatch(/^live, 2 May 2025, event 7 of 7/);
    await page.keyboard.press('ArrowLeft');
    await stands('knownAt', '6');
    await page.keyboard.press('Escape');
    await stands('knownAt', null);
  });

  it('plays by single steps where motion is reduced, at a speed that keys choose', async () => {
    const speed = page.getByLabel('Speed, in events per second');
    await page.keyboard.press(']');
    expect(await speed.inputValue()).toBe('4');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    expect(await speed.inputValue()).toBe('1');
    await page.keyboard.press('Space');
    await stands('knownAt', '0');
    await page.keyboard.press('Space');
    await stands('knownAt', '1');
  });

  it('moves on the valid axis as on the known one', async () => {
    await open('/');
    await page.getByLabel('Axis of time').selectOption('valid');
    await scrubber().focus();
    await page.keyboard.press('ArrowLeft');
    await stands('validAt', '2025-05-01');
    expect(await spoken()).toBe('in effect on 1 May 2025, 6 of 7 events');
    await page.keyboard.press('Shift+ArrowLeft');
    await stands('validAt', '2025-04-30');
    await page.keyboard.press('PageDown');
    await stands('validAt', '2025-03-30');
    await page.keyboard.press('Home');
    await stands('validAt', '2025-01-01');
    await page.keyboard.press('Escape');
    await stands('validAt', null);
  });

  it('goes to what was known on a day that is typed', async () => {
    await open('/', example);
    await page.getByTestId('date-field').fill('2025-10-31');
    await stands('knownAt', '2025-10-31');
    await expect.poll(spoken).toMatch(/^31 October 2025, event 41 of \d+/);
  });
});

describe('numbers that change', () => {
  it('are marked by a step, with what they were', async () => {
    await open('/?knownAt=3');
    await cell('firm').waitFor();
    expect(await page.getByTestId('changed').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await cell('firm').locator('[data-testid=changed][data-change=fell]').waitFor();
    await cell('performed').locator('[data-testid=changed][data-change=new]').waitFor();
    expect(await cell('firm').getAttribute('aria-description')).toMatch(/one moment before: 700 USD/);
  });

  it('are marked on the deal and on the party too', async () => {
    await open('/deals/supply?knownAt=4');
    await cell('performed').waitFor();
    await page.keyboard.press('ArrowRight');
    await cell('performed').locator('[data-change=fell]').waitFor();
    await open('/parties/buyer?knownAt=4');
    await cell('performed').waitFor();
    await page.keyboard.press('ArrowRight');
    await cell('performed').locator('[data-change=fell]').waitFor();
  });

  it('are marked as play passes them, and the marks fade', async () => {
    const moving = await signedInPage(browser);
    await moving.emulateMedia({ reducedMotion: 'no-preference' });
    await moving.goto(`${inject('origin')}/?book=${book}&knownAt=2`);
    await moving.getByLabel('Speed, in events per second').selectOption('16');
    await moving.getByRole('button', { name: 'Play' }).click();
    await moving.getByTestId('changed').first().waitFor();
    await expect.poll(() => new URL(moving.url()).searchParams.get('knownAt')).toBeNull();
    await moving.getByRole('button', { name: 'Play' }).waitFor();
    await moving.getByTestId('changed').first().waitFor({ state: 'detached' });
    await moving.context().close();
  });
});

describe('two moments', () => {
  const difference = () => page.getByTestId('difference');
  const positionsIn = (cause: string) =>
    page
      .getByTestId(`cause-${cause}`)
      .getByTestId('difference-event')
      .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['position'])));

  it('are compared by mouse, and told by their events: facts, corrections and retractions apart', async () => {
    await open('/?knownAt=7');
    await page.getByTestId('compare').click();
    const thumb = page.getByTestId('second-thumb');
    await thumb.waitFor();
    const track = await scrubber().boundingBox();
    const box = await thumb.boundingBox();
    if (!track || !box) throw new Error('there is no track');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(track.x + (track.width * 3) / 7, track.y + 10, { steps: 4 });
    await page.mouse.up();
    await stands('fromKnown', '3');
    expect(parameter('knownAt')).toBe('7');
    await page.getByTestId('open-difference').click();
    await difference().waitFor();
    await expect.poll(() => page.getByTestId('difference-check').getAttribute('data-agrees')).toBe('true');
    expect(await positionsIn('facts')).toEqual([4, 6]);
    expect(await positionsIn('corrections')).toEqual([5]);
    expect(await positionsIn('retractions')).toEqual([7]);
    const firm = difference().locator('[data-testid=difference-row][data-account=firm]');
    expect(await firm.innerText()).toMatch(/700\s+550\s+−150/);
    expect(await page.locator('[data-testid=difference-total][data-account=performed]').innerText()).toMatch(
      /New facts\s+\+250\s+Corrections\s+−50\s+Retractions\s+−50\s+\+150/,
    );
  });

  it('explain a number at either of them, and are the same after a reload', async () => {
    await difference().getByTestId('compared').first().click();
    await page.getByTestId('explain-moment').waitFor();
    expect(await page.getByTestId('explain-moment').innerText()).toContain('event 3 of 7');
    expect(await page.getByTestId('explain-sum').innerText()).toContain('700');
    await page.keyboard.press('Escape');
    await page.getByTestId('explain').waitFor({ state: 'detached' });
    await page.reload();
    await difference().waitFor();
    await difference().getByTestId('on-screen').first().click();
    await expect.poll(() => page.getByTestId('explain-sum').innerText()).toContain('550');
    await page.keyboard.press('Escape');
    await page.getByTestId('explain').waitFor({ state: 'detached' });
    await page.getByTestId('from-day').fill('2025-04-15');
    await stands('fromKnown', '2025-04-15');
    await expect.poll(() => positionsIn('facts')).toEqual([6]);
    await page.keyboard.press('Escape');
    await page.getByTestId('stop-comparing').click();
    await page.getByTestId('second-thumb').waitFor({ state: 'detached' });
  });

  it('are compared by the keyboard alone, on any screen', async () => {
    await open('/deals/supply?knownAt=7');
    await page.locator('[data-testid=leg]').waitFor();
    await page.keyboard.press('d');
    const thumb = page.getByTestId('second-thumb');
    await thumb.focus();
    await page.keyboard.press('Home');
    await stands('fromKnown', '0');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => thumb.getAttribute('aria-valuetext')).toMatch(/, event \d of 7, /);
    await page.keyboard.press('d');
    await difference().waitFor();
    expect(await page.getByTestId('difference-filters').innerText()).toContain('Supply of compute');
    await page.keyboard.press('Escape');
    await difference().waitFor({ state: 'detached' });
    expect(parameter('knownAt')).toBe('7');
    await thumb.focus();
    await page.keyboard.press('Delete');
    await stands('fromKnown', null);
    await page.keyboard.press('d');
    await thumb.waitFor();
    await page.keyboard.press('Shift+D');
    await thumb.waitFor({ state: 'detached' });
  });

  it('are compared on the valid axis', async () => {
    await open('/?knownAt=5&validAt=2025-03-15&fromValid=2025-02-15&show=difference');
    await difference().waitFor();
    await expect.poll(() => positionsIn('facts')).toEqual([4]);
    expect(await positionsIn('corrections')).toEqual([5]);
    expect(await page.getByTestId('difference-check').getAttribute('data-agrees')).toBe('true');
  });

  it('differ as the server says', async () => {
    const query = 'from=2025-10-31&to=69&groupBy=obligor,obligee,account&kind=payment&unit=USD';
    const { rows } = await read<{ rows: { obligor: string; obligee: string; account: string }[] }>(
      `/api/books/${example}/exposures/diff?${query}`,
    );
    await open('/?knownAt=69&fromKnown=2025-10-31&show=difference&kind=payment&unit=USD', example);
    await difference().getByTestId('difference-row').first().waitFor();
    const shown = await difference()
      .getByTestId('difference-row')
      .evaluateAll((all) =>
        all.map((row) => {
          const { obligor, obligee, account } = (row as HTMLElement).dataset;
          return { obligor, obligee, account };
        }),
      );
    expect(shown).toEqual(rows.map(({ obligor, obligee, account }) => ({ obligor, obligee, account })));
    expect(shown.length).toBeGreaterThan(3);
  });
});

describe.each([
  [375, 'light'],
  [1440, 'dark'],
] as const)('at a width of %i px, %s', (width, colorScheme) => {
  it('the dock keeps to a few lines, and nothing of two moments overflows or fails axe', async () => {
    const narrow = await signedInPage(browser, { width, height: 812 });
    await narrow.goto(`${inject('origin')}/?book=${example}&knownAt=69&validAt=2026-03-01&fromKnown=2025-10-31`);
    await narrow.getByTestId('second-thumb').waitFor();
    await narrow.locator('main section').last().waitFor();
    await narrow.evaluate(() => document.fonts.ready);
    expect((await narrow.locator('.dock').boundingBox())?.height).toBeLessThan(110);
    expect((await narrow.evaluate(inspectLayout)).faults).toEqual([]);
    if (width < 1280) await narrow.getByTestId('time-tools').click();
    await narrow.getByTestId('open-difference').click();
    await narrow.getByTestId('difference-row').first().waitFor();
    expect((await narrow.evaluate(inspectLayout)).faults).toEqual([]);
    await narrow.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: narrow })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    await narrow.context().close();
  });
});

describe('a number of the present', () => {
  it('is marked when something is recorded', async () => {
    await open('/');
    await cell('firm').waitFor();
    expect(await page.getByTestId('changed').count()).toBe(0);
    await record(book, paid('supply', 40, '2025-06-01'));
    await cell('firm').locator('[data-testid=changed][data-change=fell]').waitFor();
    await cell('performed').locator('[data-testid=changed][data-change=rose]').waitFor();
  });
});
