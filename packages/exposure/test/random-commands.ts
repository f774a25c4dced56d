import { type Command, commandSchema } from '@offtake/deals/command';
import fc from 'fast-check';

/** Commands of every type, drawn from a small world so that they meet; many of them will be refused. */

export const PARTIES = ['openai', 'oracle', 'nvidia', 'coreweave'];
export const DEALS = ['alpha', 'beta'];
const LEGS = ['one', 'two', 'three'];
const evidence = [{ publisher: 'a newspaper', tier: 'press' }];

const value = fc.integer({ min: 1, max: 40 }).map((n) => String(n / 2));
const one = value.map((v) => ({ qualifier: 'exact', value: v, unit: 'USD' }));
/** Of what is owed a part: more than there is can only be refused. */
const some = fc.integer({ min: 1, max: 12 }).map((n) => ({ qualifier: 'exact', value: String(n / 2), unit: 'USD' }));
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
const party = fc.constantFrom(...PARTIES);
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
      binding: fc.constantFrom('intent', 'option', 'option', 'conditional', 'firm', 'firm'),
      quantity,
      parties: fc.shuffledSubarray(PARTIES, { minLength: 2, maxLength: 2 }),
      schedule,
      term: fc.constantFrom(null, { from: '2026-01-01', to: '2027-12-31' }),
      conditions: fc.constantFrom(null, [{ type: 'delivery', text: 'first gigawatt' }]),
      window: fc.constantFrom(null, null, { from: '2026-03-05', to: '2026-03-20' }),
    })
    .map(({ parties, ...rest }) => ({ leg: name, kind: 'payment', obligor: parties[0], obligee: parties[1], ...rest }));
}

const announced = fc.subarray(LEGS.slice(0, 2), { minLength: 1 }).chain((names) => fc.tuple(...names.map(terms)));
const announcement = announced.map((legs) => ({ title: 'A deal', legs, notDuplicateOf: everyLegOfTheWorld() }));
const performance = fc.record({ leg, quantity: some, overPerformance: fc.boolean() });
const part = fc.record({ leg, quantity: fc.option(some) });
const change = fc.oneof(
  fc.record({ op: fc.constant('increase'), leg, quantity }),
  fc.record({ op: fc.constant('decrease'), leg, quantity: some }),
  fc.record({ op: fc.constant('reschedule'), leg, schedule: schedule.map((steps) => steps ?? []) }),
  fc.record({ op: fc.constant('replace'), leg, previous: quantity, quantity }),
  fc.record({ op: fc.constant('extend'), leg, term: fc.constant({ from: '2026-02-01', to: '2028-12-31' }) }),
  terms('three').map((added) => ({ op: 'addLeg', leg: added, notDuplicateOf: everyLegOfTheWorld() })),
);
const amendment = fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) => ({ changes }));
const right = fc.record({ id: fc.constantFrom('r', 's'), holder: party, grantor: party });
const event = fc.integer({ min: 1, max: 8 }).map((version) => ({ version }));
/** The whole data of an event in other words: of whichever type the event turns out to be. */
const words = fc.oneof(performance, announcement, amendment, part);

const ofType = (type: string, data: fc.Arbitrary<object>, reason?: string) =>
  data.map((each) => ({ type, data: each, ...(reason ? { reason } : {}) }));
const happening = fc.oneof(
  { weight: 2, arbitrary: ofType('DealAnnounced', announcement) },
  { weight: 4, arbitrary: ofType('DealAmended', amendment) },
  { weight: 5, arbitrary: ofType('PerformanceRecorded', performance) },
  { weight: 2, arbitrary: ofType('DealSigned', fc.constantFrom({}, { legs: ['one'] })) },
  { weight: 2, arbitrary: ofType('OptionExercised', part) },
  { weight: 2, arbitrary: ofType('OptionLapsed', part) },
  { weight: 2, arbitrary: ofType('ConditionMet', part) },
  { weight: 2, arbitrary: ofType('ConditionFailed', part) },
  {
    weight: 3,
    arbitrary: ofType('LegNovated', fc.record({ leg, role: fc.constantFrom('obligor', 'obligee'), to: party })),
  },
  {
    weight: 1,
    arbitrary: ofType(
      'RightGranted',
      right.map((terms) => ({ right: { ...terms, kind: 'exclusivity' } })),
    ),
  },
  { weight: 2, arbitrary: ofType('RightEnded', fc.record({ right: fc.constantFrom('r', 's') })) },
  {
    weight: 1,
    arbitrary: ofType(
      'EvidenceAdded',
      event.map((named) => ({ event: named })),
    ),
  },
  {
    weight: 3,
    arbitrary: ofType(
      'EventRetracted',
      event.map((named) => ({ event: named })),
      'withdrawn',
    ),
  },
  {
    weight: 4,
    arbitrary: ofType('EventCorrected', fc.record({ event, data: words, effectiveOn: fc.option(day) }), 'misread'),
  },
  { weight: 4, arbitrary: ofType('DisputeRaised', fc.record({ event, alternative: fc.option(words, { freq: 6 }) })) },
  {
    weight: 2,
    arbitrary: ofType('DisputeResolved', fc.record({ event, ruling: fc.constantFrom('recorded', 'alternative') })),
  },
);
const ending = fc.oneof(
  ofType(
    'DealTerminated',
    fc.constantFrom(null, ['one'], ['two']).map((legs) => ({ cause: 'mutual', legs })),
  ),
  ofType(
    'DealCompleted',
    fc.boolean().map((releaseRemainder) => ({ releaseRemainder })),
  ),
);
/** Little happens to what has ended. */
const whatever = fc.oneof({ weight: 30, arbitrary: happening }, { weight: 1, arbitrary: ending });
const dates = fc.record({ announcedOn: day, effectiveOn: fc.option(day, { freq: 3 }) });

const onDeals = fc
  .tuple(whatever, fc.constantFrom(...DEALS), dates)
  .map(([what, deal, when]) => commandSchema.parse({ ...what, deal, ...when, evidence }));

const metric = party.map((each) => ({
  parties: [each],
  metric: 'cash',
  quantity: { qualifier: 'exact', value: '5', unit: 'USD' },
}));
const target = party.map((each) => ({
  target: 'build-out',
  title: 'Build-out',
  parties: [each],
  quantities: [{ qualifier: 'exact', value: '90', unit: 'USD' }],
}));
/** A party has few events. */
const early = fc.integer({ min: 1, max: 3 }).map((version) => ({ version }));
/** Other words for what says who a party is. */
const who = fc.oneof(
  fc.record({ name: fc.constantFrom('one', 'another'), parent: fc.option(party) }),
  fc.record({ parent: fc.option(party) }),
  fc.record({ into: party }),
);
const ofParties = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(party, ofType('PartyUpdated', fc.record({ parent: fc.option(party) }))) },
  { weight: 1, arbitrary: fc.tuple(party, ofType('PartiesMerged', fc.record({ into: party }))) },
  { weight: 1, arbitrary: metric.map((data) => [data.parties[0], { type: 'MetricObserved', data }] as const) },
  { weight: 1, arbitrary: target.map((data) => [data.parties[0], { type: 'TargetStated', data }] as const) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      party,
      ofType(
        'EventRetracted',
        event.map((named) => ({ event: named })),
        'withdrawn',
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      party,
      ofType(
        'EvidenceAdded',
        early.map((named) => ({ event: named })),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      party,
      ofType('EventCorrected', fc.record({ event: early, data: who, effectiveOn: fc.option(day) }), 'misread'),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(party, ofType('DisputeRaised', fc.record({ event: early, alternative: fc.option(who) }))),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      party,
      ofType('DisputeResolved', fc.record({ event: early, ruling: fc.constantFrom('recorded', 'alternative') })),
    ),
  },
);
const onParties = fc
  .tuple(ofParties, dates)
  .map(([[slug, what], when]) => commandSchema.parse({ ...what, party: slug, ...when, evidence }));

export const randomCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: onDeals },
  { weight: 1, arbitrary: onParties },
);

/** A deal's first announcement, before everything else that happens to it. */
export function opening(deal: string): fc.Arbitrary<Command> {
  return announcement.map((data) =>
    commandSchema.parse({ type: 'DealAnnounced', deal, data, announcedOn: '2026-03-02', evidence }),
  );
}

export function registration(slug: string): Command {
  return commandSchema.parse({
    type: 'PartyRegistered',
    party: slug,
    data: { name: slug },
    announcedOn: '2026-01-01',
    evidence: [{ publisher: 'a register', tier: 'filing' }],
  });
}

function everyLegOfTheWorld(): readonly string[] {
  return DEALS.flatMap((deal) => LEGS.map((name) => `${deal}/${name}`));
}
