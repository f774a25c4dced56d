import { partyRegistered } from '../given.ts';

/**
 * Every route of the API: whom it is for, a request of it that is right, and what that is answered. The test that goes
 * through them fails for a route that is not here.
 */

/**
 * Whom a route is for: an act in the book that it names, the operator of a book, the platform operator, anybody who is
 * known, or everybody.
 */
export type For = 'everybody' | 'known' | 'reader' | 'recorder' | 'operator' | 'operator of some book' | 'platform';

export interface Route {
  readonly for: For;
  /** What stands after the path. */
  readonly query?: string;
  readonly body?: (asked: Asked) => unknown;
  /** The answers to those whom it is for; 200 unless told. */
  readonly answers?: readonly number[];
  /** It names no book, neither in its path nor otherwise. */
  readonly ofNoBook?: true;
}

export interface Asked {
  readonly book: string;
  /** Another one for each request. */
  readonly n: number;
}

const reader: Route = { for: 'reader' };
const of = (query: string): Route => ({ for: 'reader', query });

export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/session': { for: 'known', ofNoBook: true },
  'POST /api/session': { for: 'everybody', ofNoBook: true, body: () => ({ code: 'made up' }), answers: [401] },
  'DELETE /api/session': { for: 'everybody', ofNoBook: true, answers: [204] },
  'GET /api/checkpoint-keys': { for: 'everybody', ofNoBook: true },

  'GET /api/books': { for: 'known', ofNoBook: true },
  'POST /api/books': {
    for: 'platform',
    ofNoBook: true,
    body: ({ n }) => ({ book: `made-${n}`, name: 'Made' }),
    answers: [201],
  },
  'GET /api/books/{book}': reader,
  'GET /api/books/{book}/checkpoint': reader,
  'GET /api/books/{book}/concentration': of('party=buyer'),
  'GET /api/books/{book}/coverage': of('party=buyer'),
  'GET /api/books/{book}/deals': reader,
  'GET /api/books/{book}/deals/{deal}': reader,
  'GET /api/books/{book}/deals/{deal}/history': reader,
  'GET /api/books/{book}/delivery': reader,
  'GET /api/books/{book}/events': reader,
  'GET /api/books/{book}/events/{position}': reader,
  'GET /api/books/{book}/export': reader,
  'GET /api/books/{book}/exposures': reader,
  'GET /api/books/{book}/exposures/diff': of('from=1&to=3'),
  'GET /api/books/{book}/exposures/explain': reader,
  'GET /api/books/{book}/firmness': reader,
  'GET /api/books/{book}/flows': reader,
  'GET /api/books/{book}/ledger': reader,
  'GET /api/books/{book}/parties': reader,
  'GET /api/books/{book}/parties/{party}': reader,
  'GET /api/books/{book}/parties/{party}/history': reader,
  'GET /api/books/{book}/reconciliation': of('target=all-of-it'),
  'GET /api/books/{book}/replay': reader,
  'GET /api/books/{book}/rights': reader,
  'GET /api/books/{book}/runoff': reader,
  'GET /api/books/{book}/stream': reader,
  'GET /api/books/{book}/watches': reader,
  // They are the reader's own.
  'PUT /api/books/{book}/watches/{watch}': {
    for: 'reader',
    body: () => ({ measure: 'overdue-legs', party: 'buyer', is: 'above', threshold: '0' }),
  },
  'DELETE /api/books/{book}/watches/{watch}': { for: 'reader', answers: [204] },
  'POST /api/books/{book}/stress': {
    for: 'reader',
    body: () => ({ unit: 'USD', shocks: [], assets: { buyer: '1', seller: '1' } }),
  },

  'POST /api/books/{book}/events': {
    for: 'recorder',
    body: ({ n }) => partyRegistered(`party-${n}`, 'A party'),
    answers: [201],
  },
  'POST /api/books/{book}/imports': {
    for: 'recorder',
    body: ({ n }) => `${JSON.stringify(partyRegistered(`party-${n}`, 'A party'))}\n`,
  },

  'POST /api/books/{book}/resume': { for: 'operator' },
  'GET /api/books/{book}/members': { for: 'operator' },
  'GET /api/books/{book}/members/{principal}': { for: 'operator' },
  'PUT /api/books/{book}/members/{principal}': { for: 'operator', body: () => ({ role: 'reader' }) },
  'DELETE /api/books/{book}/members/{principal}': { for: 'operator', answers: [204] },

  'GET /api/keys': { for: 'operator of some book', ofNoBook: true },
  'POST /api/keys': {
    for: 'operator of some book',
    body: ({ book }) => ({ principal: 'somebody', book }),
    answers: [201],
  },
  'GET /api/keys/{id}': { for: 'operator of some book' },
  'DELETE /api/keys/{id}': { for: 'operator of some book', answers: [204] },
  'GET /api/audit': { for: 'operator of some book', query: 'book={book}' },

  'GET /api/projections': { for: 'known', ofNoBook: true },
  // One rebuild at a time.
  'POST /api/projections/exposure/rebuilds': { for: 'platform', ofNoBook: true, answers: [202, 409] },
  // A book that has events is restored into by nobody.
  'POST /api/books/{book}/restore': { for: 'platform', body: () => '{}\n', answers: [409] },
};
