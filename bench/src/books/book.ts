import { Random } from '../../../e2e/faults/harness/random.ts';
import { announce, type Deal, next } from './deal.ts';
import { ofParty, PARTIES, registrations } from './parties.ts';
import { day } from './wording.ts';
import { Zipf } from './zipf.ts';

/** Of the events that are not about a deal. */
const OF_PARTIES = 0.03;
/** Deals that have something happen to them at the same time. */
const OPEN_DEALS = 60;
/** The days that a book tells of, however many events it has. */
const DAYS = 9_000;

/**
 * A book that reads like a real one, the same for the same seed: parties on a Zipf curve, every type of event, one in a
 * hundred a correction, some learned late. None of it is refused.
 */
export function* bookOf(events: number, seed = 1): Generator<object, void, void> {
  const random = new Random(seed);
  const zipf = new Zipf(PARTIES);
  const open: Deal[] = [];
  let count = 0;
  for (const registration of registrations()) {
    if (count === events) return;
    count += 1;
    yield registration;
  }
  for (let deals = 0; count < events; count += 1) {
    const today = Math.floor((count / events) * DAYS);
    if (random.next() < OF_PARTIES) {
      yield ofParty(zipf, random, day(today));
      continue;
    }
    if (open.length < OPEN_DEALS) {
      deals += 1;
      const { deal, event } = announce(deals, today, zipf, random);
      open.push(deal);
      yield event;
      continue;
    }
    const at = random.between(0, open.length - 1);
    const deal = open[at] as Deal;
    const event = next(deal, today, zipf, random);
    if (deal.over) open.splice(at, 1);
    yield event;
  }
}

/** So many deals of the same parties, each announced and nothing more. */
export function* dealsOf(deals: number, seed = 1): Generator<object, void, void> {
  const random = new Random(seed);
  const zipf = new Zipf(PARTIES);
  yield* registrations();
  for (let n = 1; n <= deals; n += 1) {
    yield announce(n, Math.floor((n / deals) * DAYS), zipf, random).event;
  }
}

/** Lines as an import takes them. */
export function ndjson(events: Iterable<object>): string {
  return Array.from(events, (event) => `${JSON.stringify(event)}\n`).join('');
}
