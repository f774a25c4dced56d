import fc from 'fast-check';
import {
  DEALS,
  opening,
  PARTIES,
  randomCommand,
  registration,
} from '../../../packages/exposure/test/random-commands.ts';
import type { Random } from './random.ts';

/** A command and what tells it from every other: it is sent as Idempotency-Key, and stands in the event's evidence. */
export interface Marked {
  readonly key: string;
  readonly body: object;
}

/** Of a client's commands, those that meet the other clients' at the same deals, where many are refused. */
const AT_SHARED_DEALS = 0.25;
const ANNOUNCES_EVERY = 12;
/** Legs announced further apart are no duplicates of each other. */
const DAYS_APART = 8;
const FIRST_DAY = Date.UTC(1990, 0, 1);
/** So many of the shared world are drawn at once. */
const DRAWN = 200;

/** What must be there before anything else: parties, and the deals at which all clients meet. */
export function firstCommands(book: string, random: Random): readonly Marked[] {
  const parties = [...PARTIES, 'buyer', 'seller'].map(registration);
  const openings = DEALS.flatMap((deal) => fc.sample(opening(deal), { numRuns: 1, seed: seedOf(random) }));
  return [...parties, ...openings].map((command, n) => marked(`${book}-first-${n}`, command));
}

/** The commands of one client, without end: on deals of its own, and in between on those that all share. */
export function* commandsOf(book: string, client: number, clients: number, random: Random): Generator<Marked> {
  let shared: object[] = [];
  let deal = '';
  for (let n = 0, announced = 0; ; n += 1) {
    const key = `${book}-${client}-${n}`;
    if (n % ANNOUNCES_EVERY === 0) {
      deal = `deal-${client}-${announced}`;
      yield marked(key, announcement(deal, announced * clients + client));
      announced += 1;
    } else if (random.next() < AT_SHARED_DEALS) {
      if (shared.length === 0) shared = fc.sample(randomCommand, { numRuns: DRAWN, seed: seedOf(random) });
      yield marked(key, shared.pop() as object);
    } else {
      yield marked(key, onOwnDeal(deal, random));
    }
  }
}

function announcement(deal: string, turn: number): object {
  const leg = { leg: 'price', kind: 'payment', obligor: 'buyer', obligee: 'seller', binding: 'firm' };
  const quantity = { qualifier: 'exact', value: '1000000', unit: 'USD' };
  const day = new Date(FIRST_DAY + turn * DAYS_APART * 86_400_000).toISOString().slice(0, 10);
  const data = { title: `Deal ${deal}`, legs: [{ ...leg, quantity }] };
  return { type: 'DealAnnounced', deal, announcedOn: day, data };
}

function onOwnDeal(deal: string, random: Random): object {
  const quantity = { qualifier: 'exact', value: String(random.between(1, 90) / 2), unit: 'USD' };
  const announcedOn = `2026-0${random.between(1, 9)}-15`;
  const leg = 'price';
  return random.next() < 0.8
    ? { type: 'PerformanceRecorded', deal, announcedOn, data: { leg, quantity } }
    : { type: 'DealAmended', deal, announcedOn, data: { changes: [{ op: 'increase', leg, quantity }] } };
}

function marked(key: string, body: object): Marked {
  return { key, body: { ...body, evidence: [{ publisher: 'a client', tier: 'press', title: key }] } };
}

function seedOf(random: Random): number {
  return random.between(0, 2 ** 31 - 1);
}
