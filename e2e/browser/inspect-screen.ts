import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { inspectLayout } from './layout-faults.ts';
import type { ListedScreen } from './screen-list.ts';

const HEIGHT = 900;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** What a theme can make wrong. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What a screen shows that it should not. */
export interface Findings {
  readonly faults: readonly string[];
  readonly fontSizes: ReadonlySet<string>;
}

interface Look {
  readonly as: string;
  readonly width: number;
  readonly height?: number;
  readonly media?: Parameters<Page['emulateMedia']>[0];
  readonly axe?: 'all' | 'colours' | 'structure';
  readonly locale?: 'en' | 'es';
}

/** All on one load of the page. A window of half the size is what a zoom of 200 % leaves of one. */
const LOOKS: readonly Look[] = [
  { as: 'light, 1440 px', width: 1440, axe: 'all' },
  { as: 'dark, 1440 px', width: 1440, media: { colorScheme: 'dark' }, axe: 'colours' },
  { as: 'dark, 768 px', width: 768, media: { colorScheme: 'dark' } },
  { as: 'light, 375 px', width: 375, axe: 'structure' },
  {
    as: 'forced colours at 200 %',
    width: 720,
    height: HEIGHT / 2,
    media: { forcedColors: 'active' },
    // The browser paints in the system's colours, but still says that it had those of the page.
    axe: 'structure',
  },
  { as: 'Spanish, 375 px', width: 375, locale: 'es' },
  { as: 'Spanish, 768 px', width: 768, locale: 'es' },
  { as: 'Spanish, 1440 px', width: 1440, locale: 'es' },
];

export async function openScreen(
  page: Page,
  { path, ready, before, after }: ListedScreen,
  book: string,
): Promise<void> {
  await page.setViewportSize({ width: 1440, height: HEIGHT });
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  await page.addInitScript(() => localStorage.removeItem('offtake.locale'));
  await before?.(page);
  await page.goto(`${inject('origin')}${path}${path.includes('?') ? '&' : '?'}book=${book}`);
  await page
    .locator(ready ?? 'main h1')
    .filter({ visible: true })
    .first()
    .waitFor();
  await page.evaluate(() => document.fonts.ready);
  await after?.(page);
}

/** For what is one of many alike: where it has least room, and as others than its eyes read it. */
export const BRIEF: readonly Look[] = LOOKS.filter(({ as }) => as === 'light, 375 px' || as === 'Spanish, 375 px');

/** Looks at the page as it stands, in every width, theme, language and way of reading unless only some are named. */
export async function inspectScreen(page: Page, looks: readonly Look[] = LOOKS): Promise<Findings> {
  const faults: string[] = [];
  const fontSizes = new Set<string>();
  await page.evaluate(axe.source);
  for (const look of looks) {
    await put(page, look);
    const layout = await page.evaluate(inspectLayout);
    for (const size of layout.fontSizes) fontSizes.add(size);
    const told = [...layout.faults, ...(look.axe ? await violations(page, look.axe) : [])];
    faults.push(...told.map((fault) => `${look.as}: ${fault}`));
  }
  return { faults, fontSizes };
}

async function put(page: Page, { width, height = HEIGHT, media, locale = 'en' }: Look): Promise<void> {
  const { colorScheme = 'light' as const, forcedColors = 'none' as const } = media ?? {};
  await page.emulateMedia({ colorScheme, forcedColors });
  await page.setViewportSize({ width, height });
  if (locale !== (await page.evaluate(() => document.documentElement.lang))) {
    // What lies over the page keeps the mouse from the switch, but not a script.
    await page.getByTestId('locale-switch').first().dispatchEvent('click');
    await page.locator(`html[lang=${locale}]`).waitFor({ state: 'attached' });
  }
  await page.evaluate((theme) => {
    document.documentElement.dataset['theme'] = theme ?? 'light';
    // What answers to the new width is laid out and painted after two frames.
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, colorScheme);
}

async function violations(page: Page, which: NonNullable<Look['axe']>): Promise<readonly string[]> {
  const rules = which === 'structure' ? { 'color-contrast': { enabled: false } } : {};
  const run =
    which === 'colours'
      ? { runOnly: { type: 'rule' as const, values: OF_COLOUR } }
      : { runOnly: { type: 'tag' as const, values: TAGS }, rules };
  const found = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options),
    // What it is content with is of no interest, and writing that down takes most of its time.
    { ...run, resultTypes: ['violations' as const] },
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
