import { type Amount, add, exactly, isZero, parseDecimal, subtract, ZERO } from './amount.ts';
import { ACCOUNTS, type Account, type LegTerms } from './leg-terms.ts';
import { type OneNumber, type Quantity, toAmount } from './quantity.ts';

/**
 * The arithmetic of one leg: a balance per account, and moves between them. Pure and total: a move that is not allowed
 * answers with the rule that forbids it.
 */

export type Balances = Readonly<Record<Account, Amount>>;

/** What a pair of parties that the leg has left keeps: only what was performed or has lapsed under it. */
export interface FormerPair {
  readonly obligor: string;
  readonly obligee: string;
  readonly performed: Amount;
  readonly lapsed: Amount;
}

export interface LegState {
  readonly terms: LegTerms;
  readonly obligor: string;
  readonly obligee: string;
  /** The account that increases, decreases and replacements act on. */
  readonly home: Account;
  /** Balances under the present pair of parties. */
  readonly balances: Balances;
  readonly former: readonly FormerPair[];
  /** A condition was met as a whole while the leg was still in intent, or since. */
  readonly conditionMet: boolean;
  /** When a termination or completion ended it: it takes no further change. */
  readonly endedOn: string | null;
  readonly announcedOn: string;
  /** Legs ("deal/leg") that it was announced as no duplicate of. */
  readonly notDuplicateOf: readonly string[];
}

export type LegRule =
  | 'empty-account'
  | 'more-than-is-there'
  | 'home-lapsed'
  | 'stale-previous'
  | 'less-than-the-rest'
  | 'nothing-in-intent'
  | 'obligor-is-obligee'
  | 'novated-to-itself';
export type Moved = LegState | LegRule;

const EMPTY: Balances = { intent: ZERO, option: ZERO, conditional: ZERO, firm: ZERO, performed: ZERO, lapsed: ZERO };

/** The leg as it enters the book: its quantity stands in the account of its binding. */
export function enter(terms: LegTerms, announcedOn: string, notDuplicateOf: readonly string[] = []): LegState {
  return {
    terms,
    obligor: terms.obligor,
    obligee: terms.obligee,
    home: terms.binding,
    balances: { ...EMPTY, [terms.binding]: toAmount(terms.quantity) },
    former: [],
    conditionMet: false,
    endedOn: null,
    announcedOn,
    notDuplicateOf,
  };
}

/** The balance of an account over every pair of parties that the leg has had. */
export function balanceOf(leg: LegState, account: Account): Amount {
  const present = leg.balances[account];
  if (account !== 'performed' && account !== 'lapsed') return present;
  return leg.former.reduce((sum, pair) => add(sum, pair[account]), present);
}

/** Every account but `lapsed`, over every pair of parties. */
export function totalOf(leg: LegState): Amount {
  return ACCOUNTS.filter((account) => account !== 'lapsed').reduce(
    (sum, account) => add(sum, balanceOf(leg, account)),
    ZERO,
  );
}

export function increase(leg: LegState, by: Quantity): Moved {
  if (leg.home === 'lapsed') return 'home-lapsed';
  return withBalances(leg, { [leg.home]: add(leg.balances[leg.home], toAmount(by)) });
}

export function decrease(leg: LegState, by: OneNumber): Moved {
  if (leg.home === 'lapsed') return 'home-lapsed';
  const left = take(leg.balances[leg.home], parseDecimal(by.value));
  return typeof left === 'string' ? left : withBalances(leg, { [leg.home]: left });
}

/** Sets a new total: home takes it, less what was stated in the rest of the total. */
export function replace(leg: LegState, by: Quantity): Moved {
  if (leg.home === 'lapsed') return 'home-lapsed';
  const total = totalOf(leg);
  const rest = subtract(total, leg.balances[leg.home]).stated;
  const home = rest > 0n ? take(toAmount(by), rest) : toAmount(by);
  return typeof home === 'string' ? 'less-than-the-rest' : withBalances(leg, { [leg.home]: home });
}

/** firm → performed. With `over`, more than what is firm may be performed. */
export function perform(leg: LegState, quantity: OneNumber, over: boolean): Moved {
  const value = parseDecimal(quantity.value);
  const { firm } = leg.balances;
  if (over && firm.unbounded === 0 && value > firm.high)
    return transfer(leg, 'firm', 'performed', ZERO, exactly(value));
  return movePart(leg, 'firm', 'performed', value);
}

/** option → firm, or a part of it. */
export function exercise(leg: LegState, part: OneNumber | null): Moved {
  return move(leg, 'option', 'firm', part);
}

/** option → lapsed, or a part of it. */
export function lapse(leg: LegState, part: OneNumber | null): Moved {
  return move(leg, 'option', 'lapsed', part);
}

/** conditional → firm, or a part of it. A leg still in intent only remembers that its conditions are met. */
export function meetCondition(leg: LegState, part: OneNumber | null): Moved {
  const met = part ? leg : { ...leg, conditionMet: true };
  return isZero(leg.balances.conditional) && !isZero(leg.balances.intent)
    ? met
    : move(met, 'conditional', 'firm', part);
}

/** conditional → lapsed, or a part of it. */
export function failCondition(leg: LegState, part: OneNumber | null): Moved {
  return move(leg, 'conditional', 'lapsed', part);
}

/** Another party takes a side. What was performed or has lapsed stays with the pair that it happened to. */
export function novate(leg: LegState, role: 'obligor' | 'obligee', to: string): Moved {
  const { obligor, obligee } = role === 'obligor' ? { ...leg, obligor: to } : { ...leg, obligee: to };
  if (obligor === obligee) return 'obligor-is-obligee';
  if (leg[role] === to) return 'novated-to-itself';
  const { performed, lapsed } = leg.balances;
  const pairs = [...leg.former, { obligor: leg.obligor, obligee: leg.obligee, performed, lapsed }];
  const isPresent = (pair: FormerPair) => pair.obligor === obligor && pair.obligee === obligee;
  const again = pairs.find(isPresent);
  const kept = { performed: again?.performed ?? ZERO, lapsed: again?.lapsed ?? ZERO };
  const former = pairs.filter((pair) => !isPresent(pair));
  return { ...leg, obligor, obligee, former, balances: { ...leg.balances, ...kept } };
}

/** intent → firm, or → conditional where a condition is still to be met. */
export function sign(leg: LegState): Moved {
  if (isZero(leg.balances.intent)) return 'nothing-in-intent';
  const conditional = (leg.terms.conditions?.length ?? 0) > 0 && !leg.conditionMet;
  return moveAll(leg, 'intent', conditional ? 'conditional' : 'firm');
}

/** Termination or completion: every account but performed lapses, and the leg takes no further change. */
export function end(leg: LegState, on: string): LegState {
  const open = ACCOUNTS.filter((a) => a !== 'performed' && a !== 'lapsed' && !isZero(leg.balances[a]));
  const ended = open.reduce<LegState>((left, account) => {
    const moved = moveAll(left, account, 'lapsed');
    if (typeof moved === 'string') throw new Error(`${account} was not empty: ${moved}`);
    return moved;
  }, leg);
  return { ...ended, endedOn: on };
}

/** Takes a number (millionths) out of an amount; what is taken is always known exactly. */
function take(from: Amount, value: bigint): Amount | 'empty-account' | 'more-than-is-there' {
  if (isZero(from)) return 'empty-account';
  const bounded = from.unbounded === 0;
  if (bounded && value > from.high) return 'more-than-is-there';
  const high = bounded ? from.high - value : from.high;
  if (bounded && high === 0n) return ZERO;
  return { ...from, low: notBelowZero(from.low - value), stated: notBelowZero(from.stated - value), high };
}

function move(leg: LegState, from: Account, to: Account, part: OneNumber | null): Moved {
  return part ? movePart(leg, from, to, parseDecimal(part.value)) : moveAll(leg, from, to);
}

function movePart(leg: LegState, from: Account, to: Account, value: bigint): Moved {
  const left = take(leg.balances[from], value);
  return typeof left === 'string' ? left : transfer(leg, from, to, left, exactly(value));
}

function moveAll(leg: LegState, from: Account, to: Account): Moved {
  const all = leg.balances[from];
  return isZero(all) ? 'empty-account' : transfer(leg, from, to, ZERO, all);
}

/** Writes both sides of a move, and lets an emptied home follow what was moved. */
function transfer(leg: LegState, from: Account, to: Account, left: Amount, entered: Amount): LegState {
  const moved = withBalances(leg, { [from]: left, [to]: add(leg.balances[to], entered) });
  return isZero(balanceOf(moved, moved.home)) ? { ...moved, home: homeAfter(moved, to) } : moved;
}

function homeAfter(leg: LegState, destination: Account): Account {
  if (destination === 'performed') return 'firm';
  const alive = !isZero(balanceOf(leg, 'firm')) || !isZero(balanceOf(leg, 'performed'));
  return destination === 'lapsed' && alive ? 'firm' : destination;
}

function withBalances(leg: LegState, changed: Partial<Balances>): LegState {
  return { ...leg, balances: { ...leg.balances, ...changed } };
}

function notBelowZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
