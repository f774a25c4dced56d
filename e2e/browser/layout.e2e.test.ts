import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';
import { BRIEF, inspectScreen, openScreen } from './inspect-screen.ts';
import { SCREENS } from './screen-list.ts';
import { STATES } from './screen-states.ts';

const BOOK = 'ai-compute';
const MAX_FONT_SIZES = 6;

let browser: Browser;
const allFontSizes = new Set<string>();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function faultsOf(page: Page, looks?: typeof BRIEF): Promise<readonly string[]> {
  const { faults, fontSizes } = await inspectScreen(page, looks);
  for (const size of fontSizes) allFontSizes.add(size);
  return faults;
}

/** Each at 1440, 768 and 375 px, in both themes and languages, at a zoom of 200 % with forced colours. */
describe('a screen', () => {
  let page: Page;
  beforeAll(async () => {
    page = await signedInPage(browser);
  });

  it.each(SCREENS)('overflows nowhere, covers nothing, and axe finds nothing on it: $name', async (screen) => {
    await openScreen(page, screen, BOOK);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is as good with the form of every type of event', async () => {
    await openScreen(page, { name: 'record', path: '/record' }, BOOK);
    const choice = page.locator('main nav select');
    const types = await choice.locator('option').evaluateAll((all) => all.map((each) => each.getAttribute('value')));
    expect(types.length).toBeGreaterThan(15);
    const faults: string[] = [];
    for (const type of types) {
      await page.setViewportSize({ width: 375, height: 900 });
      await choice.selectOption(type);
      await page.locator(`form[data-type=${type}]`).waitFor();
      faults.push(...(await faultsOf(page, BRIEF)).map((fault) => `${type}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});

describe('a state of a screen', () => {
  let page: Page;
  afterEach(() => page.context().close());

  it.each(STATES)('overflows nowhere, covers nothing, and axe finds nothing in it: $name', async (screen) => {
    page = await signedInPage(browser);
    await openScreen(page, screen, BOOK);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('all screens together', () => {
  it('use at most six sizes of type', () => {
    expect(allFontSizes.size).toBeGreaterThan(0);
    expect(allFontSizes.size).toBeLessThanOrEqual(MAX_FONT_SIZES);
  });
});
