import { describe, expect, it } from 'vitest';
import {
  announced,
  confirmed,
  corrected,
  day,
  disputed,
  exact,
  inParty,
  leg,
  merged,
  novated,
  partyEvent,
  performed,
  registered,
  retracted,
  updated,
} from './commands.ts';
import { given } from './specification.ts';

const cash = (parties: readonly string[], value = 5) =>
  partyEvent('MetricObserved', parties[0] as string, { parties, metric: 'cash', quantity: exact(value) });

describe('a party that is updated', () => {
  it('keeps what is left out, and loses an LEI or a parent that is null', () => {
    const born = registered('x', { aliases: ['Ex'], lei: '5493001KJTIIGC8Y1R12', parent: 'a' });
    const renamed = given(born).when(updated('x', { name: 'New X' }));
    expect(renamed.book.party('x')).toEqual({
      name: 'New X',
      aliases: ['Ex'],
      lei: '5493001KJTIIGC8Y1R12',
      parent: 'a',
      mergedInto: null,
    });
    const alone = given(born).when(updated('x', { lei: null, parent: null, aliases: [] }));
    expect(alone.book.party('x')).toMatchObject({ name: 'X', aliases: [], lei: null, parent: null });
  });

  it('is not recorded where nothing changes by then', () => {
    given()
      .when(updated('a', { name: 'A', aliases: [] }))
      .changesNothing();
    given(updated('a', { name: 'Alpha' }, 5))
      .when(updated('a', { name: 'Alpha' }, 6))
      .changesNothing();
    given(updated('a', { name: 'Alpha' }, 5))
      .when(updated('a', { name: 'Alpha' }, 4))
      .recorded();
  });

  it('counts by the day of effect: what is learned late does not undo what is newer', () => {
    const late = given(updated('a', { name: 'Newest' }, 9)).when(updated('a', { name: 'Older' }, 4));
    expect(late.recorded().book.party('a')?.name).toBe('Newest');
  });

  it('is registered, has a parent of the book, and does not stand above itself', () => {
    given()
      .when(updated('x', { name: 'X' }))
      .refused('unknown-party', '/party');
    given()
      .when(updated('a', { parent: 'x' }))
      .refused('unknown-party', '/data/parent');
    given(updated('b', { parent: 'a' }))
      .when(updated('a', { parent: 'b' }))
      .refused('own-parent', '/data/parent');
  });

  it('does not come to stand above itself by what stands again once another update is gone or moved', () => {
    const freed = [
      updated('a', { parent: 'b' }, 2),
      updated('a', { parent: null }, 3),
      updated('b', { parent: 'a' }, 4),
    ];
    given(...freed)
      .when(retracted(3, 5, inParty('a')))
      .refused('own-parent', '/data/event');
    given(...freed)
      .when(corrected(3, { parent: null }, day(1), 5, inParty('a')))
      .refused('own-parent', '/data/event');
    given(...freed)
      .when(retracted(2, 5, inParty('a')))
      .recorded();
  });

  it('can be corrected, and taken back', () => {
    const born = [updated('a', { name: 'Alpha' })];
    const better = given(...born).when(corrected(2, { name: 'Alfa' }, undefined, 9, inParty('a')));
    expect(better.recorded().book.party('a')?.name).toBe('Alfa');
    expect(
      given(...born)
        .when(retracted(2, 9, inParty('a')))
        .recorded()
        .book.party('a')?.name,
    ).toBe('A');
    given(updated('a', { lei: '5493001KJTIIGC8Y1R12' }))
      .when(corrected(2, { lei: null }, undefined, 9, inParty('a')))
      .recorded();
  });
});

describe('a party that was merged into another', () => {
  const gone = merged('a', 'b');

  it('is not named by new events any more', () => {
    given(gone)
      .when(announced([leg(exact(1), { obligor: 'a', obligee: 'c' })]))
      .refused('party-merged', '/data/legs/0/obligor');
    given(gone)
      .when(cash(['c', 'a']))
      .refused('party-merged', '/data/parties/1');
    given(gone)
      .when(cash(['a']))
      .refused('party-merged', '/data/parties/0');
    given(gone)
      .when(updated('a', { name: 'Alpha' }))
      .refused('party-merged', '/party');
    given(gone)
      .when(registered('x', { parent: 'a' }))
      .refused('party-merged', '/data/parent');
    given(gone).when(merged('c', 'a')).refused('party-merged', '/data/into');
    given(announced([leg(exact(1), { obligor: 'c' })]), gone)
      .when(novated('a'))
      .refused('party-merged', '/data/to');
  });

  it('goes on owing what it owed: its legs still take changes', () => {
    given(announced([leg(exact(10))]), gone)
      .when(performed(exact(4)))
      .recorded();
  });

  it('is merged once, into another party of the book', () => {
    given(gone).when(merged('a', 'c')).refused('party-merged', '/party');
    given().when(merged('a', 'a')).refused('merged-into-itself', '/data/into');
    given().when(merged('a', 'x')).refused('unknown-party', '/data/into');
  });

  it('does not come to be merged into itself by what a retraction brings back', () => {
    const turned = [merged('a', 'b', 2), retracted(2, 3, inParty('a')), merged('b', 'a', 4)];
    given(...turned)
      .when(retracted(3, 5, inParty('a')))
      .refused('merged-into-itself', '/data/event');
    given(...turned, retracted(2, 5, inParty('b')))
      .when(retracted(3, 6, inParty('a')))
      .recorded();
  });

  it('keeps its past open to corrections, disputes and evidence that name it as before', () => {
    const past = [cash(['a', 'c']), gone];
    const about = inParty('a');
    const words = { parties: ['a', 'c'], metric: 'cash', quantity: exact(6) };
    given(...past)
      .when(corrected(2, words, undefined, 9, about))
      .recorded();
    given(...past)
      .when(disputed(2, words, 9, about))
      .recorded();
    given(...past)
      .when(confirmed(2, 9, about))
      .recorded();
    given(...past, retracted(2, 9, about))
      .when(retracted(4, 9, about))
      .recorded();
  });

  it('is named again where the merger is retracted', () => {
    const back = given(gone).when(retracted(2, 9, inParty('a')));
    expect(back.recorded().book.party('a')?.mergedInto).toBeNull();
    given(gone, retracted(2, 9, inParty('a')))
      .when(cash(['a']))
      .recorded();
    given(gone, retracted(2, 9, inParty('a')), cash(['a']))
      .when(retracted(3, 9, inParty('a')))
      .refused('party-merged', '/data/event', 4, 'party/a');
  });

  it('keeps the party that it was merged into in the book', () => {
    given(gone)
      .when(retracted(1, 9, inParty('b')))
      .refused('party-in-use', '/data/event');
  });
});
