import { describe, expect, it } from 'vitest';
import type { Book } from '../src/book.ts';
import { type DealHistory, NO_DEAL } from '../src/deal-history.ts';
import type { PartyHistory } from '../src/party-history.ts';
import { NO_PARTY } from '../src/party-history.ts';
import { announced, exact, inParty, leg, registered, retracted, terminated } from './commands.ts';
import { given } from './specification.ts';

const pair = 'pair/a/b/payment/USD';
const withLeg = given(announced([leg(exact(10))])).when(terminated(5));
const held = given().when(announced([leg(exact(10))]));
const names = (book: Book) => book.legs(pair).map(({ deal, leg }) => `${deal}/${leg}`);

describe('a book', () => {
  it('holds the legs that another could duplicate, and those that name a party', () => {
    expect(names(held.book)).toEqual(['d/l']);
    expect(held.book.mentions('a')).toBeGreaterThan(0);
    expect(held.book.mentions('c')).toBe(0);
    expect(names(withLeg.book)).toEqual([]);
  });

  it('does not know a party that has left it', () => {
    expect(
      given()
        .when(retracted(1, 9, inParty('a')))
        .book.party('a'),
    ).toBeNull();
  });
});

describe('a fork of a book', () => {
  const { state } = held.history() as DealHistory;
  const x = given().when(registered('x')).history('party/x') as PartyHistory;

  it('sees the book, and keeps what it changes apart', () => {
    const { book } = given().when(announced([leg(exact(10))]));
    const fork = book.fork();
    expect(names(fork)).toEqual(['d/l']);
    fork.dealChanged(state, NO_DEAL.state);
    fork.partyChanged('x', NO_PARTY, x);
    expect(names(fork)).toEqual([]);
    expect(fork.mentions('a')).toBe(0);
    expect(fork.party('x')).toMatchObject({ name: 'X' });
    expect(names(book)).toEqual(['d/l']);
    expect(book.mentions('a')).toBeGreaterThan(0);
    expect(book.party('x')).toBeNull();
  });

  it('hides a party that has left it, which the book still has', () => {
    const outcome = given().when(registered('x'));
    const fork = outcome.book.fork();
    fork.partyChanged('x', outcome.history('party/x') as PartyHistory, NO_PARTY);
    expect(fork.party('x')).toBeNull();
    expect(outcome.book.party('x')).not.toBeNull();
  });

  it('becomes the book when it is absorbed', () => {
    const { book } = given().when(announced([leg(exact(10))]));
    const fork = book.fork();
    fork.dealChanged(state, NO_DEAL.state);
    fork.partyChanged('x', NO_PARTY, x);
    book.absorb(fork);
    expect(names(book)).toEqual([]);
    expect(book.mentions('a')).toBe(0);
    expect(book.party('x')).toMatchObject({ name: 'X' });
  });
});
