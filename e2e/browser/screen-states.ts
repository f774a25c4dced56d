import type { Page } from 'playwright-core';
import { answerWithTrouble } from './operations-in-trouble.ts';
import type { ListedScreen } from './screen-list.ts';

const CELL = '[data-testid=cell]';
const EXPLAINED = 'main [data-testid=explained]';

/** Every answer about a book is this one; that there is a book, and who asks, is still said. */
const answersOfBook = (status: number, title: string) => (page: Page) =>
  page.route(/\/api\/books\/[^/]+\/(?!stream)/, (route) =>
    route.fulfill({ status, contentType: 'application/problem+json', json: { status, title, detail: title } }),
  );

/** What is over a screen, and what it says where there is nothing to show. */
export const STATES: readonly ListedScreen[] = [
  {
    name: 'what is behind a number',
    path: '/?kind=payment&unit=USD',
    ready: CELL,
    after: async (page) => {
      await page.locator(EXPLAINED).first().click();
      await page.getByTestId('explain-check').waitFor();
    },
  },
  {
    name: 'the keys',
    path: '/',
    ready: CELL,
    after: async (page) => {
      await page.keyboard.press('?');
      await page.getByTestId('shortcuts').waitFor();
    },
  },
  {
    name: 'the palette',
    path: '/',
    ready: CELL,
    after: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-command').first().waitFor();
    },
  },
  {
    name: 'the difference between two moments',
    path: '/?fromKnown=2025-10-31&show=difference',
    ready: CELL,
    after: async (page) => page.getByTestId('difference').waitFor(),
  },
  { name: 'a moment of the past', path: '/?knownAt=2025-10-31', ready: CELL },
  { name: 'a form with refusals', path: '/record?type=PerformanceRecorded&deal=openai-aws&leg=price', after: refused },
  { name: 'exposure that fails', path: '/', before: answersOfBook(500, 'It broke'), ready: 'main [role=alert]' },
  { name: 'deals that one may not see', path: '/deals', before: answersOfBook(403, 'No'), ready: 'main [role=note]' },
  { name: 'flows that fail', path: '/flows', before: answersOfBook(500, 'It broke'), ready: 'main [role=alert]' },
  { name: 'no such deal', path: '/deals/nothing', ready: 'main [role=alert]' },
  {
    name: 'operations with everything wrong',
    path: '/operations',
    before: answerWithTrouble,
    ready: '[data-testid=projected-book]',
  },
  { name: 'sign-in', path: '/', before: (page) => page.context().clearCookies(), ready: '[data-testid=sign-in]' },
];

async function refused(page: Page): Promise<void> {
  await page.getByTestId('record-submit').click();
  await page.getByTestId('violation').first().waitFor();
}
