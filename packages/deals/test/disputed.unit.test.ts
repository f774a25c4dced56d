import { describe, expect, it } from 'vitest';
import { foldAlternative } from '../src/alternative.ts';
import type { DealHistory } from '../src/deal-history.ts';
import { openDisputesIn } from '../src/facts.ts';
import { eventsOf } from '../src/stream.ts';
import {
  amended,
  announced,
  confirmed,
  corrected,
  day,
  disputed,
  exact,
  increase,
  inParty,
  leg,
  performed,
  retracted,
  ruled,
  terminated,
  updated,
} from './commands.ts';
import { balances, given } from './specification.ts';

const firm = announced([leg(exact(10))]);
const deal = (value: number, more: object = {}) => ({ title: 'A deal', legs: [leg(exact(value), more)] });

function otherVersion(outcome: { history(stream?: string): unknown }) {
  const { alternative } = outcome.history() as DealHistory;
  const leg = alternative?.state?.legs.get('l');
  return { leaves: alternative?.leftAside.length ?? null, ...(leg ? balances(leg) : {}) };
}
function openIn(outcome: { history(stream?: string): unknown }) {
  return openDisputesIn(eventsOf((outcome.history() as DealHistory).newest)).size;
}

describe('a dispute', () => {
  it('leaves the record as it is, and shows the other version beside it', () => {
    const outcome = given(firm, performed(exact(4))).when(disputed(1, deal(12)));
    expect(outcome.leg()).toEqual({ firm: '6 6 6 0 0', performed: '4 4 4 0 0' });
    expect(otherVersion(outcome)).toEqual({ leaves: 0, firm: '8 8 8 0 0', performed: '4 4 4 0 0' });
  });

  it('may state no other version', () => {
    const outcome = given(firm).when(disputed(1)).recorded();
    expect(otherVersion(outcome)).toEqual({ leaves: null });
    expect(openIn(outcome)).toBe(1);
  });

  it('goes on with what happens later, in both versions', () => {
    const outcome = given(firm, disputed(1, deal(12))).when(performed(exact(4), 10));
    expect(otherVersion(outcome)).toEqual({ leaves: 0, firm: '8 8 8 0 0', performed: '4 4 4 0 0' });
  });

  it('never refuses anything: where the other version does not fold, it is left aside', () => {
    const raised = given(firm, performed(exact(4))).when(disputed(1, deal(3)));
    expect(otherVersion(raised.recorded())).toMatchObject({ leaves: 1, firm: '6 6 6 0 0' });
    const later = given(firm, disputed(1, deal(3))).when(performed(exact(4), 10));
    expect(otherVersion(later.recorded())).toMatchObject({ leaves: 1, firm: '6 6 6 0 0' });
  });

  it('about several events shows all of their other versions that fit together', () => {
    const outcome = given(firm, performed(exact(4)), disputed(2, { leg: 'l', quantity: exact(11) })).when(
      disputed(1, deal(12)),
    );
    expect(otherVersion(outcome)).toEqual({ leaves: 0, firm: '1 1 1 0 0', performed: '11 11 11 0 0' });
  });

  it('fits where it did so on the way: what happens later goes on from each step', () => {
    const grown = amended([increase(exact(1))]);
    const more = { changes: [increase(exact(10))] };
    const doubted = [disputed(1, deal(5)), disputed(2, more), disputed(3, { leg: 'l', quantity: exact(1000) })];
    const begun = given(firm, grown, performed(exact(1), 3), ...doubted);
    expect(otherVersion(begun.when(performed(exact(4), 10)))).toMatchObject({ leaves: 1, firm: '10 10 10 0 0' });
    // Of the second version of 5 + 1 nobody can perform 8: it does not come to stand for 5 + 10.
    const late = given(firm, grown, performed(exact(1), 3), ...doubted).when(performed(exact(8), 10));
    expect(otherVersion(late)).toMatchObject({ leaves: 2, firm: '11 11 11 0 0' });
    const { alternative, newest } = late.history() as DealHistory;
    expect(alternative).toEqual(foldAlternative(eventsOf(newest)));
  });

  it('about one event again counts in its newest words', () => {
    const outcome = given(firm, disputed(1, deal(12))).when(disputed(1, deal(15)));
    expect(otherVersion(outcome)).toEqual({ leaves: 0, firm: '15 15 15 0 0' });
    expect(otherVersion(given(firm, disputed(1, deal(12))).when(disputed(1)))).toMatchObject({ firm: '12 12 12 0 0' });
  });

  it('is about a fact, by words of its type and of this book', () => {
    given(firm, confirmed(1)).when(disputed(2)).refused('not-disputable', '/data/event');
    given(firm).when(disputed(7)).refused('unknown-event', '/data/event');
    given(firm, performed(exact(4)), retracted(2))
      .when(disputed(2))
      .refused('event-retracted', '/data/event');
    given(firm)
      .when(disputed(1, { legs: [] }))
      .refused('data-of-type', '/data/alternative/title');
    given(firm)
      .when(disputed(1, deal(12, { obligor: 'x' })))
      .refused('unknown-party', '/data/alternative/legs/0/obligor');
  });

  it('may be raised about a deal that has ended', () => {
    given(firm, terminated(5))
      .when(disputed(1, deal(12)))
      .recorded();
  });

  it('ends with the retraction of what it is about, or its own', () => {
    const gone = given(firm, performed(exact(4)), disputed(2)).when(retracted(2));
    expect(openIn(gone.recorded())).toBe(0);
    const withdrawn = given(firm, disputed(1, deal(12))).when(retracted(2));
    expect([openIn(withdrawn.recorded()), otherVersion(withdrawn)]).toEqual([0, { leaves: null }]);
  });

  it('does not confirm what it doubts', () => {
    const { confirmation } = given(firm).when(disputed(1)).history() as DealHistory;
    expect(confirmation?.lastConfirmedOn).toBe(day(1));
  });
});

describe('a ruling', () => {
  it('for the record closes the dispute', () => {
    const outcome = given(firm, disputed(1, deal(12))).when(ruled(1, 'recorded'));
    expect(outcome.leg()).toEqual({ firm: '10 10 10 0 0' });
    expect([openIn(outcome), otherVersion(outcome)]).toEqual([0, { leaves: null }]);
  });

  it('for the other version acts as a correction', () => {
    const outcome = given(firm, performed(exact(4)), disputed(1, deal(12))).when(ruled(1, 'alternative'));
    expect(outcome.leg()).toEqual({ firm: '8 8 8 0 0', performed: '4 4 4 0 0' });
    expect(openIn(outcome)).toBe(0);
  });

  it('for the other version gives way to a newer correction, and keeps the date that an older one has set', () => {
    const moved = corrected(2, { leg: 'l', quantity: exact(4) }, day(5));
    const disputedLater = disputed(2, { leg: 'l', quantity: exact(6) });
    const begun = [firm, performed(exact(4)), moved, disputedLater];
    expect(
      given(...begun)
        .when(ruled(2, 'alternative'))
        .leg(),
    ).toEqual({ firm: '4 4 4 0 0', performed: '6 6 6 0 0' });
    given(...begun, ruled(2, 'alternative'))
      .when(terminated(4))
      .refused('deal-ended', '/effectiveOn', 2);
    const again = given(...begun, ruled(2, 'alternative')).when(corrected(2, { leg: 'l', quantity: exact(7) }));
    expect(again.leg()).toEqual({ firm: '3 3 3 0 0', performed: '7 7 7 0 0' });
  });

  it('that is retracted leaves the dispute open again', () => {
    const outcome = given(firm, disputed(1, deal(12)), ruled(1, 'alternative')).when(retracted(3));
    expect(outcome.leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(openIn(outcome)).toBe(1);
  });

  it('needs an open dispute, and for the other version one that states it', () => {
    given(firm).when(ruled(1, 'recorded')).refused('no-open-dispute', '/data/event');
    given(firm, disputed(1), ruled(1, 'recorded')).when(ruled(1, 'recorded')).refused('no-open-dispute', '/data/event');
    given(firm, disputed(1)).when(ruled(1, 'alternative')).refused('no-alternative', '/data/ruling');
  });

  it('for a version that does not fold is refused, and names what would not be valid', () => {
    given(firm, performed(exact(4)), disputed(1, deal(3)))
      .when(ruled(1, 'alternative'))
      .refused('more-than-is-there', '/data/event', 2);
    given(firm, performed(exact(4)), disputed(2, { leg: 'l', quantity: exact(11) }))
      .when(ruled(2, 'alternative'))
      .refused('more-than-is-there', '/data/ruling');
  });

  it('for a version whose leg another deal holds by now is refused as a duplicate', () => {
    const twin = announced([leg(exact(12))], 1, { deal: 'e' });
    given(firm, disputed(1, deal(12)), twin)
      .when(ruled(1, 'alternative'))
      .refused('probable-duplicate', '/data/ruling');
  });

  it('in a party stream corrects the party', () => {
    const about = (version: number, data: object) => disputed(version, data, 9, inParty('a'));
    const outcome = given(updated('a', { name: 'Alpha' }), about(2, { name: 'Alef' })).when(
      ruled(2, 'alternative', 9, inParty('a')),
    );
    expect(outcome.recorded().book.party('a')?.name).toBe('Alef');
  });
});
