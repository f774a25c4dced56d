import type { Page } from 'playwright-core';

export const halted = {
  book: 'ai-compute',
  position: 1_096,
  checkpoint: 1_040,
  lag: 56,
  state: 'halted',
  reason: 'There is no type of event CapacityTeleported in version 7.',
  event: '0192f7a0-5c1e-7b3a-9d52-6f1f0a7c4e11',
  haltedAt: '2026-02-03T10:11:12.000Z',
};
const unknown = { book: 'other', position: 9, checkpoint: 9, lag: null, unknownSince: halted.haltedAt, state: 'live' };
const rebuild = {
  generation: 3,
  state: 'running',
  done: 25_000,
  total: 100_000,
  rate: 1_250,
  secondsLeft: 60,
  startedAt: '2026-02-03T10:12:00.000Z',
  comparison: { books: 2, differing: ['posting of ai-compute'] },
};
const trouble = {
  projections: [{ name: 'exposure', generation: 2, state: 'halted', books: [halted, unknown], rebuild }],
  source: { log: 'kafka', connected: false, since: halted.haltedAt },
  services: [
    { service: 'command', state: 'silent', reasons: ['fetch failed'], warnings: [] },
    { service: 'projection', state: 'not ready', reasons: ['behind the ledger: ai-compute'], warnings: [] },
  ],
  partitions: [
    { partition: 0, books: ['ai-compute'], next: 1_040, end: 1_096, lag: 56 },
    { partition: 1, books: ['other'], next: null, end: 9, lag: null },
    { partition: 2, books: [], next: 0, end: 0, lag: 0 },
  ],
};

/** Makes the page see much that is wrong, which a system that is well does not show. */
export function answerWithTrouble(page: Page): Promise<unknown> {
  return page.route('**/api/projections', (route) => route.fulfill({ json: trouble }));
}
