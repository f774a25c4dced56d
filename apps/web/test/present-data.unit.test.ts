import { describe, expect, it } from 'vitest';
import type { BookEvent } from '../src/api/shapes.ts';
import { differingFields } from '../src/deals/differing-fields.ts';
import {
  nameableEvents,
  onlyWhatIsNew,
  openAlternativeOf,
  otherWords,
  presentDataOf,
  presentParty,
} from '../src/record/present-data.ts';

const stream = (facts: readonly (readonly [type: string, data: object])[], name = 'deal/d'): readonly BookEvent[] =>
  facts.map(([type, data], i) => ({
    book: 'b',
    position: i + 1,
    stream: name,
    version: i + 1,
    event: `e${i + 1}`,
    type,
    data: data as BookEvent['data'],
    announcedOn: '2025-01-01',
    effectiveOn: '2025-01-01',
    evidence: [],
    recordedAt: '2025-01-01T00:00:00.000000Z',
    actor: 'operator',
    hash: String(i),
    schemaVersion: 1,
  }));

const deal = stream([
  ['DealAnnounced', { title: 'first', legs: [] }],
  ['DealSigned', { legs: null }],
  ['EventCorrected', { event: 'e1', data: { title: 'second', legs: [] } }],
  ['DisputeRaised', { event: 'e1', alternative: { title: 'third', legs: [] } }],
  ['EventRetracted', { event: 'e2' }],
]);
const ids = (events: readonly BookEvent[]) => events.map(({ event }) => event);

describe('other words for an event', () => {
  it('begin as what it says now, with its correction', () => {
    expect(presentDataOf(deal, 'e1')).toEqual({ title: 'second', legs: [] });
    expect(otherWords('EventCorrected', deal, 'e1')).toEqual({ data: { title: 'second', legs: [] } });
    expect(otherWords('DisputeRaised', deal, 'e1')).toEqual({ alternative: { title: 'second', legs: [] } });
    expect(otherWords('EventRetracted', deal, 'e1')).toEqual({});
  });
  it('of an open dispute are at hand for a ruling', () => {
    expect(openAlternativeOf(deal, 'e1')).toEqual({ title: 'third', legs: [] });
    expect(openAlternativeOf(deal, 'e2')).toBeNull();
  });
});

describe('the events that can be named', () => {
  it('are what happened and stands, for a correction and a dispute', () => {
    expect(ids(nameableEvents('EventCorrected', deal))).toEqual(['e1']);
    expect(ids(nameableEvents('DisputeRaised', deal))).toEqual(['e1']);
  });
  it('are those that are disputed, for a ruling', () => {
    expect(ids(nameableEvents('DisputeResolved', deal))).toEqual(['e1']);
    expect(nameableEvents('DisputeResolved', deal.slice(0, 3))).toEqual([]);
  });
  it('are all that is not retracted yet, for a retraction', () => {
    expect(ids(nameableEvents('EventRetracted', deal))).toEqual(['e1', 'e3', 'e4', 'e5']);
  });
});

describe('an update of a party', () => {
  const party = stream(
    [
      ['PartyRegistered', { name: 'OpenAI', aliases: ['OAI'], lei: null, parent: 'foundation' }],
      ['PartyUpdated', { name: 'OpenAI Group' }],
    ],
    'party/openai',
  );
  const present = presentParty(party) ?? {};

  it('begins as the party stands', () => {
    expect(present).toEqual({ name: 'OpenAI Group', aliases: ['OAI'], lei: '', parent: 'foundation' });
  });
  it('records only what is new', () => {
    expect(onlyWhatIsNew(present, { name: 'OpenAI Group', aliases: ['OAI', 'x'], parent: 'foundation' })).toEqual({
      aliases: ['OAI', 'x'],
    });
  });
  it('takes away what was emptied', () => {
    expect(onlyWhatIsNew(present, { name: 'OpenAI Group' })).toEqual({ aliases: [], parent: null });
  });
});

describe('two versions of an event', () => {
  const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
  it('differ field by field, legs by their names', () => {
    const leg = { leg: 'price', quantity: usd('38'), product: null };
    expect(
      differingFields(
        { title: 't', legs: [leg], rights: [] },
        {
          title: 't',
          legs: [
            { leg: 'price', quantity: usd('100') },
            { leg: 'more', quantity: usd('1') },
          ],
        },
      ),
    ).toEqual([
      { path: ['legs', 'price', 'quantity'], recorded: usd('38'), alternative: usd('100') },
      { path: ['legs', 'more'], recorded: undefined, alternative: { leg: 'more', quantity: usd('1') } },
    ]);
  });
  it('differ in changes by their number', () => {
    const [a, b] = [
      { op: 'addLeg', leg: { leg: 'x' } },
      { op: 'replace', leg: 'price' },
    ];
    const paths = differingFields({ changes: [a] }, { changes: [b] }).map(({ path }) => path.join('/'));
    expect(paths).toEqual(['changes/1/op', 'changes/1/leg']);
  });
});
