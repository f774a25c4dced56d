import { describe, expect, it } from 'vitest';
import {
  amended,
  announced,
  confirmed,
  corrected,
  day,
  decrease,
  exact,
  increase,
  inParty,
  leg,
  performed,
  registered,
  replace,
  retracted,
} from './commands.ts';
import { eventId } from './open-book.ts';
import { given } from './specification.ts';

const firm = announced([leg(exact(10))]);
const deal = (quantity: object, more: object = {}) => ({ title: 'A deal', legs: [leg(quantity, more)] });
const delivery = (quantity: object) => ({ leg: 'l', quantity });

describe('a correction', () => {
  it('replaces what it names, and what follows is folded again', () => {
    const outcome = given(firm, performed(exact(4))).when(corrected(1, deal(exact(12))));
    expect(outcome.leg()).toEqual({ firm: '8 8 8 0 0', performed: '4 4 4 0 0' });
  });

  it('names an event by its id, too', () => {
    const { data, ...rest } = corrected(1, deal(exact(12)));
    const byId = { ...rest, data: { ...data, event: eventId(4) } };
    expect(given(firm).when(byId).leg()).toEqual({ firm: '12 12 12 0 0' });
  });

  it('gives way to a newer one', () => {
    const outcome = given(firm, corrected(1, deal(exact(12)))).when(corrected(1, deal(exact(15))));
    expect(outcome.leg()).toEqual({ firm: '15 15 15 0 0' });
  });

  it('moves an event to another date, and the next one without a date leaves it there', () => {
    const moved = [firm, performed(exact(4), 5), corrected(2, delivery(exact(4)), day(3))];
    given(...moved)
      .when(amended([decrease(exact(7))], 4))
      .refused('more-than-is-there', '/data/changes/0/quantity');
    given(...moved, corrected(2, delivery(exact(5))))
      .when(amended([decrease(exact(6))], 4))
      .refused('more-than-is-there', '/data/changes/0/quantity');
  });

  it('records nothing where it is in force already', () => {
    given(firm)
      .when(corrected(1, deal(exact(10))))
      .changesNothing();
    given(firm)
      .when(corrected(1, deal(exact('10.0')), day(1)))
      .changesNothing();
    given(firm)
      .when(corrected(1, deal(exact(10), { term: null })))
      .changesNothing();
    given(firm, corrected(1, deal(exact(12))))
      .when(corrected(1, deal(exact(12))))
      .changesNothing();
    given(firm, corrected(1, deal(exact(12))))
      .when(corrected(1, deal(exact(10))))
      .recorded();
  });

  it('changes no type, stream, announcedOn or evidence', () => {
    for (const [field, value] of Object.entries({
      type: 'DealSigned',
      deal: 'e',
      party: 'a',
      announcedOn: day(2),
      evidence: [{ publisher: 'another', tier: 'press' }],
    })) {
      const { data, ...rest } = corrected(1, deal(exact(12)));
      given(firm)
        .when({ ...rest, data: { ...data, [field]: value } })
        .refused('not-correctable', `/data/${field}`);
    }
  });

  it('names an original event', () => {
    given(firm).when(corrected(2, {})).refused('unknown-event', '/data/event');
    given(firm, corrected(1, deal(exact(12))))
      .when(corrected(2, deal(exact(1))))
      .refused('not-correctable', '/data/event');
    given(firm, confirmed(1)).when(corrected(2, {})).refused('not-correctable', '/data/event');
  });

  it('names none that is retracted', () => {
    given(firm, retracted(1))
      .when(corrected(1, deal(exact(12))))
      .refused('event-retracted', '/data/event');
  });

  it('is held to the rules of the event that it corrects', () => {
    given(firm)
      .when(corrected(1, { title: 'A deal' }))
      .refused('data-of-type', '/data/data/legs');
    given(firm)
      .when(corrected(1, { ...deal(exact(1)), colour: 'red' }))
      .refused('data-of-type', '/data/data/colour');
    given(firm)
      .when(corrected(1, deal(exact(1), { obligee: 'a' })))
      .refused('obligor-is-obligee', '/data/data/legs/0/obligee');
    given(firm)
      .when(corrected(1, deal(exact(1), { obligee: 'x' })))
      .refused('unknown-party', '/data/data/legs/0/obligee');
    given(firm, performed(exact(4)))
      .when(corrected(2, delivery(exact(11))))
      .refused('more-than-is-there', '/data/data/quantity');
    const increased = amended([increase(exact(5))]);
    given(firm, increased)
      .when(corrected(2, { changes: [replace(exact(11), exact(15))] }))
      .refused('stale-previous', '/data/data/changes/0/previous');
  });

  it('moves no event before the announcement of its deal', () => {
    given(announced([leg(exact(10))], 3), performed(exact(4), 5))
      .when(corrected(2, delivery(exact(4)), day(2)))
      .refused('effective-before-announcement', '/data/effectiveOn');
  });

  it('is refused where a later event would not be valid any more, and names it', () => {
    given(firm, performed(exact(8)))
      .when(corrected(1, deal(exact(7))))
      .refused('more-than-is-there', '/data/event', 2);
    given(firm, performed(exact(8)))
      .when(corrected(1, deal(exact(10)), day(3)))
      .refused('unknown-deal', '/data/event', 2);
  });
});

describe('a retraction', () => {
  it('takes out what it names', () => {
    expect(
      given(firm, performed(exact(4)))
        .when(retracted(2))
        .leg(),
    ).toEqual({ firm: '10 10 10 0 0' });
  });

  it('of a correction brings back what was in force before', () => {
    const twice = [firm, corrected(1, deal(exact(12))), corrected(1, deal(exact(15)))];
    expect(
      given(...twice)
        .when(retracted(3))
        .leg(),
    ).toEqual({ firm: '12 12 12 0 0' });
    expect(
      given(...twice, retracted(2))
        .when(retracted(3))
        .leg(),
    ).toEqual({ firm: '10 10 10 0 0' });
  });

  it('of a retraction brings back what that one had taken out, with its correction', () => {
    const gone = [firm, performed(exact(4)), corrected(2, delivery(exact(5))), retracted(2)];
    expect(
      given(...gone)
        .when(retracted(4))
        .leg(),
    ).toEqual({ firm: '5 5 5 0 0', performed: '5 5 5 0 0' });
    expect(
      given(...gone, retracted(4))
        .when(retracted(2))
        .leg(),
    ).toEqual({ firm: '10 10 10 0 0' });
    expect(
      given(...gone, retracted(4))
        .when(retracted(5))
        .leg(),
    ).toEqual({ firm: '10 10 10 0 0' });
  });

  it('does not ask a replacement for its previous when it brings it back', () => {
    const replaced = [
      firm,
      amended([replace(exact(10), exact(20))], 5),
      retracted(2),
      amended([increase(exact(3))], 4),
    ];
    expect(
      given(...replaced)
        .when(retracted(3))
        .leg(),
    ).toEqual({ firm: '20 20 20 0 0' });
  });

  it('takes nothing out twice, and names what there is', () => {
    given(firm, retracted(1)).when(retracted(1)).refused('event-retracted', '/data/event');
    given(firm).when(retracted(2)).refused('unknown-event', '/data/event');
  });

  it('of evidence leaves every balance as it is', () => {
    expect(given(firm, confirmed(1)).when(retracted(2)).leg()).toEqual({ firm: '10 10 10 0 0' });
  });

  it('is refused where a later event would not be valid any more, and names it', () => {
    given(firm, performed(exact(4)))
      .when(retracted(1))
      .refused('unknown-deal', '/data/event', 2);
    given(firm, amended([increase(exact(5))]), performed(exact(12), 3))
      .when(retracted(2))
      .refused('more-than-is-there', '/data/event', 3);
    given(firm, retracted(1), announced([], 2)).when(retracted(2)).refused('announced-twice', '/data/event', 3);
  });

  it('of the announcement leaves a deal that can be announced again', () => {
    expect(
      given(firm, retracted(1))
        .when(announced([leg(exact(7))], 2))
        .leg(),
    ).toEqual({ firm: '7 7 7 0 0' });
  });

  it('brings no party back that has left the book', () => {
    const withX = announced([leg(exact(1), { obligor: 'x' })]);
    const left = [registered('x'), withX, retracted(1), retracted(1, 9, inParty('x'))];
    given(...left)
      .when(retracted(2))
      .refused('unknown-party', '/data/event', 1);

    const corrections = [registered('x'), withX, corrected(1, deal(exact(1))), retracted(1, 9, inParty('x'))];
    given(...corrections)
      .when(retracted(2))
      .refused('unknown-party', '/data/event', 1);
  });
});

describe('evidence', () => {
  it('confirms an event of its stream, and changes nothing else', () => {
    const outcome = given(firm).when(confirmed(1));
    expect(outcome.leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(outcome.history()).toMatchObject({ version: 2, confirmation: { lastConfirmedOn: day(9) } });
  });

  it('is for what was recorded, retracted or not', () => {
    given(firm).when(confirmed(2)).refused('unknown-event', '/data/event');
    given(firm, retracted(1)).when(confirmed(1)).recorded();
  });
});
