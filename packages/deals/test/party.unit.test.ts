import { describe, expect, it } from 'vitest';
import {
  announced,
  confirmed,
  corrected,
  day,
  exact,
  granted,
  inParty,
  leg,
  partyEvent,
  registered,
  retracted,
  right,
} from './commands.ts';
import { given } from './specification.ts';

const metric = (data: object = {}, party = 'a') =>
  partyEvent('MetricObserved', party, { parties: [party], metric: 'revenue', quantity: exact(20), ...data });
const target = (data: object = {}, party = 'a') =>
  partyEvent('TargetStated', party, {
    target: 't',
    title: 'A target',
    parties: [party],
    quantities: [exact(1)],
    ...data,
  });
const corrects = (party: string, version: number, data: object) =>
  corrected(version, data, undefined, 9, inParty(party));
const retracts = (party: string, version: number) => retracted(version, 9, inParty(party));

describe('a party that is not registered', () => {
  it('is registered, below a party of the book', () => {
    const outcome = given()
      .when(registered('x', { parent: 'a' }))
      .recorded();
    expect(outcome.book.party('x')).toMatchObject({ name: 'X', parent: 'a' });
    given()
      .when(registered('x', { parent: 'y' }))
      .refused('unknown-party', '/data/parent');
  });

  it('does not stand above itself', () => {
    given()
      .when(registered('x', { parent: 'x' }))
      .refused('own-parent', '/data/parent');
  });

  it('has no metrics and targets', () => {
    given().when(metric({}, 'x')).refused('unknown-party', '/data/parties/0');
    given().when(target({}, 'x')).refused('unknown-party', '/data/parties/0');
  });
});

describe('a registered party', () => {
  it('is not registered again: the same data change nothing, others are refused', () => {
    given().when(registered('a')).changesNothing();
    given()
      .when(registered('a', { aliases: [], lei: null, parent: null }))
      .changesNothing();
    given()
      .when(registered('a', {}, { announcedOn: day(5) }))
      .changesNothing();
    given()
      .when(registered('a', { name: 'Another' }))
      .refused('registered-twice', '/party');
  });

  it('is corrected', () => {
    const outcome = given()
      .when(corrects('a', 1, { name: 'Alpha', parent: 'b' }))
      .recorded();
    expect(outcome.book.party('a')).toMatchObject({ name: 'Alpha', parent: 'b' });
    given()
      .when(corrects('a', 1, { name: 'A' }))
      .changesNothing();
  });

  it('does not come to stand above itself', () => {
    const below = [registered('x', { parent: 'a' }), registered('y', { parent: 'x' })];
    given(...below)
      .when(corrects('a', 1, { name: 'A', parent: 'y' }))
      .refused('own-parent', '/data/data/parent');
    given(
      registered('x', { parent: 'a' }),
      corrects('x', 1, { name: 'X' }),
      corrects('a', 1, { name: 'A', parent: 'x' }),
    )
      .when(retracts('x', 2))
      .refused('own-parent', '/data/event', 1, 'party/x');
  });

  it('leaves the book while nothing names it', () => {
    expect(given().when(retracts('a', 1)).recorded().book.party('a')).toBeNull();
    given(retracts('a', 1))
      .when(announced([leg(exact(1))]))
      .refused('unknown-party', '/data/legs/0/obligor');
    given(retracts('a', 1))
      .when(registered('a', { name: 'Anew' }))
      .recorded();
  });

  it.each([
    ['a leg', announced([leg(exact(1))])],
    ['a right', announced([], 1, {}, { rights: [right('r', { holder: 'a', grantor: 'c' })] })],
    ['a metric of several', metric({ parties: ['b', 'a'] }, 'b')],
    ['a target of several', target({ parties: ['b', 'a'] }, 'b')],
    ['a party below it', registered('x', { parent: 'a' })],
  ])('stays while %s names it', (_, naming) => {
    given(naming).when(retracts('a', 1)).refused('party-in-use', '/data/event');
  });

  it('may leave once nothing names it any more', () => {
    given(announced([leg(exact(1))]), retracted(1))
      .when(retracts('a', 1))
      .recorded();
    given(announced([]), granted(right()), retracted(2)).when(retracts('a', 1)).recorded();
  });

  it('stays while its own metrics and targets stand', () => {
    given(metric()).when(retracts('a', 1)).refused('unknown-party', '/data/event', 2, 'party/a');
    given(metric(), retracts('a', 2)).when(retracts('a', 1)).recorded();
  });

  it('is one whatever the dates of what is observed of it', () => {
    const early = metric({}, 'x');
    const late = registered('x', {}, { announcedOn: day(5) });
    given(late, early)
      .when(confirmed(2, 9, inParty('x')))
      .recorded();
  });

  it('is confirmed by evidence', () => {
    given()
      .when(confirmed(1, 9, inParty('a')))
      .recorded();
    given()
      .when(confirmed(2, 9, inParty('a')))
      .refused('unknown-event', '/data/event');
  });
});

describe('a metric', () => {
  it.each([
    ['revenue', 'USD', 'MW'],
    ['cash', 'EUR', 'percent'],
    ['share-price-change', 'percent', 'USD'],
  ])('%s is measured in %s, not in %s', (name, unit, strange) => {
    given()
      .when(metric({ metric: name, quantity: exact(1, unit) }))
      .recorded();
    given()
      .when(metric({ metric: name, quantity: exact(1, strange) }))
      .refused('unit-of-metric', '/data/quantity/unit');
  });

  it('may be below zero, and zero', () => {
    given()
      .when(metric({ quantity: exact('-3.5') }))
      .recorded();
    given()
      .when(metric({ quantity: exact(0) }))
      .recorded();
  });

  it('stands in the stream of its first party, and names each once', () => {
    given()
      .when(metric({ parties: ['a', 'b', 'c'] }))
      .recorded();
    given()
      .when(metric({ parties: ['b', 'a'] }))
      .refused('not-first-party', '/data/parties/0');
    given()
      .when(metric({ parties: ['a', 'b', 'a'] }))
      .refused('party-twice', '/data/parties/2');
    given()
      .when(metric({ parties: ['a', 'x'] }))
      .refused('unknown-party', '/data/parties/1');
  });

  it('has its low at or below its high', () => {
    const interval = (low: string, high: string) => ({ qualifier: 'between', low, high, unit: 'USD' });
    given()
      .when(metric({ quantity: interval('-2', '-1') }))
      .recorded();
    given()
      .when(metric({ quantity: interval('-1', '-2') }))
      .refused('low-above-high', '/data/quantity/low');
    given()
      .when(metric({ quantity: { qualifier: 'upTo', value: '-1', unit: 'USD' } }))
      .refused('low-above-high', '/data/quantity/value');
  });
});

describe('a target', () => {
  it('has one quantity a unit', () => {
    given()
      .when(target({ quantities: [exact(1), exact(30_000, 'MW')] }))
      .recorded();
    given()
      .when(target({ quantities: [exact(1), exact(2)] }))
      .refused('unit-twice', '/data/quantities/1/unit');
    given()
      .when(target({ quantities: [exact(1, 'percent')] }))
      .refused('unknown-unit', '/data/quantities/0/unit');
  });

  it('names known parties', () => {
    given()
      .when(target({ parties: ['a', 'x'] }))
      .refused('unknown-party', '/data/parties/1');
  });

  it('that comes to count nothing is corrected', () => {
    const { data } = target();
    given(target())
      .when(corrects('a', 2, { ...data, counts: null }))
      .recorded();
    given(target())
      .when(corrects('a', 2, { ...data, horizon: null }))
      .changesNothing();
  });
});
