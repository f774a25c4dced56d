import type { Account } from '@offtake/deals/leg-terms';
import { LEG_KINDS, type LegKind } from '@offtake/deals/units';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';

/** One, or several that are summed over. */
type Some<T extends string> = T | readonly T[];

/** Which number is explained. What is left out is summed over. */
export interface Selection {
  readonly kind: LegKind;
  readonly unit: string;
  readonly account?: Some<Account>;
  readonly obligor?: Some<string>;
  readonly obligee?: Some<string>;
  /** Who is on one side or the other. */
  readonly party?: string;
  readonly deal?: string;
  readonly leg?: string;
  /** Only what is firm and due then: `2026-01`, `2026-Q1`, `2026`, `2026-01-15..2027-01-14`, or `undated`. */
  readonly due?: string;
  /** Whether each party is read as the whole group that it belongs to. */
  readonly consolidate?: true;
}

const ALL = '*';
/** Before a party that is on one side or the other: no slug begins with it. */
const EITHER = '_';
const AND = '.';
/** Before all else where parties are read as their groups. */
const GROUP = 'group/';

const slug = /^[a-z0-9][a-z0-9-]{0,63}$/;
const unitName = /^[A-Za-z-]{1,20}$/;
const period = /^(\d{4}(-Q[1-4]|-\d{2})?|(\d{4}-\d{2}-\d{2})?\.\.\d{4}-\d{2}-\d{2}|undated)$/;

/**
 * `payment/USD/firm/openai/oracle`, with `*` for what is summed over, `.` between several, and `_openai` for a party on
 * either side; for one leg of one deal `/deal/leg` follows, and for what is due in a period `/2026-Q1` after these.
 * `group/` before it reads each party as its whole group.
 */
export function printSelection(selection: Selection): string {
  const { kind, unit, account, obligor, obligee, party, deal, leg, due, consolidate } = selection;
  const more = due ? [deal ?? ALL, leg ?? ALL, due] : deal ? [deal, leg ?? ALL] : [];
  const from = party ? `${EITHER}${party}` : printSome(obligor);
  return (consolidate ? GROUP : '') + [kind, unit, printSome(account), from, printSome(obligee), ...more].join('/');
}

/** null where the text is not such a selection, in every part of it. */
export function parseSelection(text: string | undefined): Selection | null {
  const consolidate = text?.startsWith(GROUP) === true;
  const parts = (consolidate ? text.slice(GROUP.length) : (text ?? '')).split('/');
  const [kind, unit, account = ALL, obligor = ALL, obligee = ALL, deal = ALL, leg = ALL, due, ...rest] = parts;
  const party = obligor.startsWith(EITHER) ? obligor.slice(EITHER.length) : undefined;
  const accounts = parseSome(account, isAccount);
  const obligors = parseSome(party === undefined ? obligor : ALL, isSlug);
  const obligees = parseSome(obligee, isSlug);
  const single = [party, deal === ALL ? undefined : deal, leg === ALL ? undefined : leg];
  const fits =
    (LEG_KINDS as readonly (string | undefined)[]).includes(kind) &&
    unitName.test(unit ?? '') &&
    single.every((each) => each === undefined || isSlug(each)) &&
    (due === undefined || period.test(due)) &&
    rest.length === 0;
  if (!fits || !accounts || !obligors || !obligees) return null;
  return {
    kind: kind as LegKind,
    unit: unit as string,
    ...unlessAll('account', accounts),
    ...unlessAll('obligor', obligors),
    ...unlessAll('obligee', obligees),
    ...(party === undefined ? {} : { party }),
    ...(deal === ALL ? {} : { deal }),
    ...(leg === ALL ? {} : { leg }),
    ...(due === undefined ? {} : { due }),
    ...(consolidate ? { consolidate } : {}),
  };
}

/** What a part of a selection names: none = all. */
export function namedIn<T extends string>(some: Some<T> | undefined): readonly T[] {
  if (some === undefined) return [];
  return typeof some === 'string' ? [some] : some;
}

function printSome(some: Some<string> | undefined): string {
  return namedIn(some).join(AND) || ALL;
}

/** [] = all; null where one of them does not fit. */
function parseSome<T extends string>(text: string, fits: (each: string) => each is T): readonly T[] | null {
  if (text === ALL) return [];
  const named = text.split(AND);
  return named.every(fits) ? named : null;
}

function unlessAll<K extends string, T extends string>(key: K, named: readonly T[]): { readonly [P in K]?: Some<T> } {
  const [only] = named;
  if (only === undefined) return {};
  return { [key]: named.length === 1 ? only : named } as { readonly [P in K]?: Some<T> };
}

const isSlug = (text: string): text is string => slug.test(text);
const isAccount = (text: string): text is Account => (ACCOUNTS_BY_CERTAINTY as readonly string[]).includes(text);
