import { describe, expect, it } from 'vitest';
import type { DealHistory } from '../src/deal-history.ts';
import { dealStatus } from '../src/deal-status.ts';
import {
  amended,
  announced,
  confirmed,
  day,
  decrease,
  exact,
  leg,
  performed,
  retracted,
  signed,
  terminated,
} from './commands.ts';
import { given } from './specification.ts';

const rumour = { evidence: [{ publisher: 'someone', tier: 'rumour' }] };
const intent = announced([leg(exact(10), { binding: 'intent' })]);
const rumoured = { ...intent, ...rumour };
const firm = announced([leg(exact(10))]);

/** The state of deal d after what is posted, in this order. */
function after(...posted: readonly object[]) {
  const { state, confirmation } = given(...posted.slice(0, -1))
    .when(posted.at(-1) as object)
    .recorded()
    .history() as DealHistory;
  return { status: state && dealStatus(state, confirmation), lastConfirmedOn: confirmation?.lastConfirmedOn };
}

describe('the state of a deal', () => {
  it.each([
    ['rumoured', 'nothing better than a rumour stands behind it', [rumoured]],
    ['rumoured', 'rumours confirm rumours', [rumoured, confirmed(1, 9, rumour)]],
    ['announced', 'a better source confirms it', [rumoured, confirmed(1)]],
    ['rumoured', 'that source is withdrawn', [rumoured, confirmed(1), retracted(2)]],
    ['announced', 'it stands in intent', [intent]],
    ['announced', 'it has no legs', [announced([])]],
    ['signed', 'it is signed', [intent, signed()]],
    ['signed', 'it is signed with nothing to move', [announced([]), signed()]],
    ['signed', 'something is firm', [firm]],
    ['announced', 'nothing is firm any more', [firm, amended([decrease(exact(10))])]],
    ['performing', 'something is performed', [firm, performed(exact(1))]],
    ['performing', 'all is performed', [firm, performed(exact(10))]],
    ['lapsed', 'nothing but lapsed is left', [firm, terminated(3, { legs: ['l'] })]],
    [
      'performing',
      'something was performed before the rest lapsed',
      [firm, performed(exact(1)), terminated(3, { legs: ['l'] })],
    ],
    ['terminated', 'it is terminated', [firm, performed(exact(1)), terminated()]],
    ['terminated', 'it is terminated without anything in it', [announced([]), terminated()]],
  ])('is %s where %s', (status, _, posted) => {
    expect(after(...posted).status).toBe(status);
  });
});

describe('when a deal was last confirmed', () => {
  it('is the newest day on which something of it in force was announced', () => {
    expect(after(firm, confirmed(1, 7), performed(exact(1), 4)).lastConfirmedOn).toBe(day(7));
    expect(after(firm, performed(exact(1), 4), confirmed(1, 7), retracted(3)).lastConfirmedOn).toBe(day(4));
  });
});
