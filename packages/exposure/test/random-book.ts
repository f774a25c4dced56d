import { Book } from '@offtake/deals/book';
import { type Command, commandSchema, streamOf } from '@offtake/deals/command';
import { type DealHistory, NO_DEAL } from '@offtake/deals/deal-history';
import { decide } from '@offtake/deals/decide';
import type { History } from '@offtake/deals/history';
import { NO_PARTY } from '@offtake/deals/party-history';
import { type RecordedEvent, SCHEMA_VERSION, type StreamEvent } from '@offtake/deals/recorded-event';
import { isRefusal } from '@offtake/deals/refusal';
import fc from 'fast-check';

/** Random books: commands drawn from a small world, so that they meet; what is refused is not recorded. */

const PARTIES = ['openai', 'oracle', 'nvidia', 'coreweave'];
const DEALS = ['alpha', 'beta'];
const LEGS = ['one', 'two', 'three'];

const value = fc.integer({ min: 1, max: 40 }).map((n) => String(n / 2));
const one = value.map((v) => ({ qualifier: 'exact', value: v, unit: 'USD' }));
const quantity = fc.oneof(
  { arbitrary: one, weight: 4 },
  value.map((v) => ({ qualifier: 'upTo', value: v, unit: 'USD' })),
  value.map((v) => ({ qualifier: 'atLeast', value: v, unit: 'USD' })),
  fc.tuple(value, value, fc.boolean()).map(([a, b, stated]) => {
    const [low, high] = Number(a) <= Number(b) ? [a, b] : [b, a];
    return { qualifier: 'between', low, high, ...(stated ? { value: low } : {}), unit: 'USD' };
  }),
  fc.constant({ qualifier: 'undisclosed', unit: 'USD' }),
);
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
const leg = fc.constantFrom(...LEGS);
const schedule = fc.oneof(
  fc.constant(null),
  fc.tuple(value, value).map(([first, second]) => [
    { due: { to: '2026-06-30' }, quantity: { qualifier: 'exact', value: first, unit: 'USD' } },
    { due: { from: '2026-07-01', to: '2026-12-31' }, quantity: { qualifier: 'exact', value: second, unit: 'USD' } },
  ]),
  fc.constant([{ due: { to: '2026-09-30' }, quantity: null }]),
);

function terms(name: string) {
  return fc
    .record({
      binding: fc.constantFrom('intent', 'option', 'conditional', 'firm', 'firm'),
      quantity,
      parties: fc.shuffledSubarray(PARTIES, { minLength: 2, maxLength: 2 }),
      schedule,
      term: fc.constantFrom(null, { from: '2026-01-01', to: '2027-12-31' }),
      conditions: fc.constantFrom(null, [{ type: 'delivery', text: 'first gigawatt' }]),
    })
    .map(({ parties, ...rest }) => ({ leg: name, kind: 'payment', obligor: parties[0], obligee: parties[1], ...rest }));
}

const announced = fc.subarray(LEGS.slice(0, 2), { minLength: 1 }).chain((names) => fc.tuple(...names.map(terms)));
const change = fc.oneof(
  fc.record({ op: fc.constant('increase'), leg, quantity }),
  fc.record({ op: fc.constant('decrease'), leg, quantity: one }),
  fc.record({ op: fc.constant('reschedule'), leg, schedule: schedule.map((steps) => steps ?? []) }),
  fc.record({ op: fc.constant('replace'), leg, previous: quantity, quantity }),
  terms('three').map((added) => ({ op: 'addLeg', leg: added })),
);
const version = fc.integer({ min: 1, max: 8 }).map((n) => ({ version: n }));
const announcement = announced.map((legs) => ({ title: 'A deal', legs, notDuplicateOf: everyLegOfTheWorld() }));
const performance = fc.record({ leg, quantity: one, overPerformance: fc.boolean() });

const typed = fc.oneof(
  { weight: 2, arbitrary: announcement.map((data) => ({ type: 'DealAnnounced', data })) },
  {
    weight: 4,
    arbitrary: fc
      .array(change, { minLength: 1, maxLength: 2 })
      .map((changes) => ({ type: 'DealAmended', data: { changes } })),
  },
  { weight: 5, arbitrary: performance.map((data) => ({ type: 'PerformanceRecorded', data })) },
  { weight: 2, arbitrary: fc.constantFrom(null, ['one']).map((legs) => ({ type: 'DealSigned', data: { legs } })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(null, ['one'], ['two'])
      .map((legs) => ({ type: 'DealTerminated', data: { cause: 'mutual', legs } })),
  },
  { weight: 4, arbitrary: version.map((event) => ({ type: 'EventRetracted', data: { event }, reason: 'withdrawn' })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(version, fc.oneof(performance, announcement), fc.option(day))
      .map(([event, data, effectiveOn]) => ({
        type: 'EventCorrected',
        data: { event, data, effectiveOn },
        reason: 'misread',
      })),
  },
);

const command: fc.Arbitrary<Command> = fc
  .record({ typed, deal: fc.constantFrom(...DEALS), announcedOn: day, effectiveOn: fc.option(day, { freq: 3 }) })
  .map(({ typed: { type, data, ...reason }, ...rest }) => {
    const evidence = [{ publisher: 'a newspaper', tier: 'press' }];
    return commandSchema.parse({ ...rest, type, data, ...reason, evidence });
  });

/** Books of two deals with everything that is built happening to them, late facts and corrections included. */
export const randomBook: fc.Arbitrary<readonly RecordedEvent[]> = fc
  .tuple(
    fc.tuple(...DEALS.map((deal) => opening(deal))),
    fc.array(command, { minLength: 30, maxLength: 90, size: 'max' }),
  )
  .map(([openings, commands]) => recordAll([...openings, ...commands]));

function opening(deal: string): fc.Arbitrary<Command> {
  const evidence = [{ publisher: 'a newspaper', tier: 'press' }];
  return announcement.map((data) =>
    commandSchema.parse({ type: 'DealAnnounced', deal, data, announcedOn: '2026-03-02', evidence }),
  );
}

/** Decides on commands one after another, as the command service does, and records what is not refused. */
export function recordAll(commands: readonly Command[]): readonly RecordedEvent[] {
  const book = new Book();
  const histories = new Map<string, History>();
  const recorded: RecordedEvent[] = [];
  for (const each of [...PARTIES.map(registration), ...commands]) {
    const stream = streamOf(each);
    const before = histories.get(stream) ?? (each.deal ? NO_DEAL : NO_PARTY);
    const decision = decide(book, before, each, eventId(recorded.length + 1));
    if (isRefusal(decision)) continue;
    histories.set(stream, decision.history);
    if (before.kind === 'deal') book.dealChanged(before.state, (decision.history as DealHistory).state);
    else if (decision.history.kind === 'party') book.partyChanged(stream.slice(6), before, decision.history);
    recorded.push(...decision.events.map((event) => inBook(event, recorded.length + 1)));
  }
  return recorded;
}

/** An event with its place in the book; the hash is not looked at here. */
export function inBook(event: StreamEvent, position: number): RecordedEvent {
  const recordedAt = `2026-04-01T00:00:00.${String(position).padStart(6, '0')}Z`;
  const common = { book: 'random', position, recordedAt, actor: 'test', correlationId: null, causationId: null };
  return { ...event, ...common, schemaVersion: SCHEMA_VERSION, hash: '' };
}

export function eventId(n: number): string {
  return `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

function registration(party: string): Command {
  const evidence = [{ publisher: 'a register', tier: 'filing' }];
  return commandSchema.parse({
    type: 'PartyRegistered',
    party,
    data: { name: party },
    announcedOn: '2026-01-01',
    evidence,
  });
}

function everyLegOfTheWorld(): readonly string[] {
  return DEALS.flatMap((deal) => LEGS.map((name) => `${deal}/${name}`));
}
