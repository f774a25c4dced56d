import { expect } from 'vitest';
import { type Amount, formatDecimal, isZero } from '../src/amount.ts';
import type { Decision } from '../src/decide.ts';
import type { Guards } from '../src/guards.ts';
import { balanceOf, type LegState } from '../src/leg.ts';
import { ACCOUNTS } from '../src/leg-terms.ts';
import { isRefusal, type Refusal } from '../src/refusal.ts';
import { registered } from './commands.ts';
import { OpenBook } from './open-book.ts';

/** Given what is recorded, in a book with the parties a, b, c; when something is posted; then this follows. */
export function given(...posted: readonly object[]): { when(command: object): Outcome } {
  const open = new OpenBook();
  for (const command of [registered('a'), registered('b'), registered('c'), ...posted]) {
    const answer = open.post(command);
    if (isRefusal(answer)) throw new Error(`given what is refused: ${JSON.stringify(answer)}`);
  }
  return { when: (command) => new Outcome(open, command) };
}

class Outcome {
  readonly #open: OpenBook;
  readonly guards: Guards;
  readonly answer: Decision | Refusal;

  constructor(open: OpenBook, command: object) {
    this.#open = open;
    this.guards = open.guards(command);
    this.answer = open.post(command);
  }

  /** `naming`: the version, in deal d's stream or the one given, of the other event that would not be valid. */
  refused(rule: string, path: string, naming?: number, stream = 'deal/d'): void {
    const named = this.#open.events.find((event) => event.stream === stream && event.version === naming)?.event;
    expect(this.answer).toMatchObject({ rule, path });
    expect((this.answer as Refusal).event).toBe(named);
  }

  recorded(): this {
    expect(isRefusal(this.answer) ? this.answer : 'recorded').toBe('recorded');
    expect((this.answer as Decision).events).toHaveLength(1);
    return this;
  }

  changesNothing(): void {
    expect(this.answer).toMatchObject({ events: [] });
  }

  deal(slug = 'd') {
    return this.#open.deal(slug);
  }

  get book() {
    return this.#open.book;
  }

  history(stream = 'deal/d') {
    return this.#open.history(stream);
  }

  /** The accounts of a leg that are not zero, as vectors. */
  leg(name = 'l'): Partial<Record<string, string>> {
    this.recorded();
    const leg = this.deal().legs.get(name);
    if (!leg) throw new Error(`there is no leg ${name}`);
    return balances(leg);
  }
}

export function balances(leg: LegState): Partial<Record<string, string>> {
  const held = ACCOUNTS.map((account) => [account, balanceOf(leg, account)] as const);
  return Object.fromEntries(held.filter(([, amount]) => !isZero(amount)).map(([account, a]) => [account, vector(a)]));
}

/** `low stated high unstated unbounded` */
export function vector({ low, stated, high, unstated, unbounded }: Amount): string {
  return [formatDecimal(low), formatDecimal(stated), formatDecimal(high), unstated, unbounded].join(' ');
}
