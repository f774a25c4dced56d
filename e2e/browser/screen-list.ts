import type { Page } from 'playwright-core';

/** One screen, or one state of it: where it is, what stands there once it is complete, and what is done to see it. */
export interface ListedScreen {
  readonly name: string;
  readonly path: string;
  /** A selector; the heading of the screen where it is left out. */
  readonly ready?: string;
  /** Before it is opened: what the server is made to answer. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Once it is there: what a user does to come to the state. */
  readonly after?: (page: Page) => Promise<unknown>;
}

const CELL = '[data-testid=cell]';
const EXPLAINED = 'main [data-testid=explained]';
const STRESS = 'assets=openai:1000000000,meta:5000000000,microsoft:90000000000&shocks=pays:openai:0.5,exit';

/** Every route of the client, in each of its views: a line is all that a new one needs. */
export const SCREENS: readonly ListedScreen[] = [
  { name: 'exposure', path: '/', ready: CELL },
  { name: 'exposure, pair by pair', path: '/?view=pairs', ready: EXPLAINED },
  { name: 'exposure in the other version', path: '/?reading=alternative', ready: CELL },
  { name: 'deals', path: '/deals', ready: '[data-testid=deal-row]' },
  { name: 'a deal', path: '/deals/openai-aws', ready: '[data-testid=versions]' },
  { name: 'parties', path: '/parties', ready: '[data-testid=party-row]' },
  { name: 'a party', path: '/parties/openai?kind=chips&unit=MW', ready: EXPLAINED },
  { name: 'concentration of a party', path: '/parties/openai?view=concentration', ready: EXPLAINED },
  { name: 'run-off of a party', path: '/parties/openai?view=due', ready: EXPLAINED },
  { name: 'delivery to a party', path: '/parties/openai?view=delivery', ready: '[data-testid=leg-delivery]' },
  { name: 'a target', path: '/parties/openai?view=targets&target=compute-build-out', ready: EXPLAINED },
  { name: 'flows', path: '/flows', ready: '[data-testid=loop]' },
  { name: 'a stress', path: `/stress?validAt=2026-03-01&${STRESS}`, ready: '[data-testid=stress-verdict]' },
  { name: 'rights', path: '/rights', ready: '[data-testid=calendar-entry]' },
  { name: 'feed', path: '/feed', ready: '[data-testid=feed-row]' },
  { name: 'watches', path: '/watches' },
  { name: 'import', path: '/import' },
  { name: 'operations', path: '/operations', ready: '[data-testid=projected-book]' },
  { name: 'no such screen', path: '/nowhere' },
];
