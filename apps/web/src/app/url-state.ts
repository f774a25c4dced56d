import type { Account } from '@offtake/deals/leg-terms';
import { LEG_KINDS, type LegKind } from '@offtake/deals/units';
import { parseSelection } from '../explain/selection.ts';
import type { Coordinates } from '../time/timeline.ts';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';

/** What stands in the URL: reload, back and share give the same screen. What does not parse is left out. */

export interface UrlState extends Coordinates {
  readonly book?: string;
  /** The moment that the screen is compared with: on one of the two axes of time. */
  readonly fromKnown?: string;
  readonly fromValid?: string;
  /** What is open beside the screen. */
  readonly show?: 'difference';
  readonly kind?: LegKind;
  readonly unit?: string;
  readonly account?: Account;
  /** How exposures are laid out, or which part of a party's page is shown. */
  readonly view?: View;
  /** What is due is summed by these. */
  readonly by?: 'month' | 'quarter' | 'year';
  readonly target?: string;
  /** Whether each party is read as the whole group that it belongs to. */
  readonly consolidate?: 'true';
  readonly party?: string;
  readonly state?: string;
  readonly q?: string;
  /** A column; with `-` before it, descending. */
  readonly sort?: string;
  /** What is explained, as explain/selection.ts writes it. */
  readonly sel?: string;
  /** Whether it is explained at the moment that the screen is compared with. */
  readonly selAt?: 'from';
  /** What is being recorded, and about what. */
  readonly type?: string;
  readonly deal?: string;
  readonly event?: string;
  readonly leg?: string;
  /** The watch that is being changed, or `new`. */
  readonly watch?: string;
  /** What a calendar takes in: days, ends included. */
  readonly from?: string;
  readonly to?: string;
  /** The loop that is looked at: its parties in order, with `.` between them. */
  readonly loop?: string;
  /** What a stress supposes, as stress/assumptions.ts writes it. */
  readonly months?: string;
  readonly kinds?: string;
  readonly shocks?: string;
  readonly assets?: string;
  readonly alpha?: string;
  readonly beta?: string;
}

const VIEWS = ['matrix', 'pairs', 'concentration', 'due', 'delivery', 'targets'] as const;
export type View = (typeof VIEWS)[number];

const slug = /^[a-z0-9][a-z0-9-]{0,63}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const oneOf =
  <T extends string>(choices: readonly T[]) =>
  (text: string) =>
    (choices as readonly string[]).includes(text);
const like = (pattern: RegExp) => (text: string) => pattern.test(text);
/** A share of one, as a decimal. */
const SHARE = /^(0(\.\d{1,6})?|1)$/;
/** A day that some calendar has: 30 February would be read as a day of March. */
const isRealDay = (text: string) =>
  day.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const isInstant = (text: string) =>
  /^\d{4}-\d{2}-\d{2}T/.test(text) && isRealDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

const isKnownAt = (text: string) => /^\d{1,15}$/.test(text) || isRealDay(text) || isInstant(text);

const VALID: Readonly<Record<keyof UrlState, (text: string) => boolean>> = {
  book: like(slug),
  knownAt: isKnownAt,
  validAt: isRealDay,
  fromKnown: isKnownAt,
  fromValid: isRealDay,
  show: oneOf(['difference']),
  kind: oneOf(LEG_KINDS),
  unit: like(/^[A-Za-z-]{1,20}$/),
  account: oneOf(ACCOUNTS_BY_CERTAINTY),
  view: oneOf(VIEWS),
  by: oneOf(['month', 'quarter', 'year']),
  target: like(slug),
  consolidate: oneOf(['true']),
  party: like(slug),
  state: like(/^[a-z-]{1,20}$/),
  q: (text) => text.length > 0 && text.length <= 200,
  sort: like(/^-?[a-zA-Z]{1,30}$/),
  sel: (text) => parseSelection(text) !== null,
  selAt: oneOf(['from']),
  type: like(/^[A-Za-z]{1,40}$/),
  deal: like(slug),
  event: like(/^[0-9a-f-]{36}$/),
  leg: like(slug),
  reading: oneOf(['alternative']),
  watch: like(slug),
  from: isRealDay,
  to: isRealDay,
  loop: like(/^[a-z0-9][a-z0-9.-]{0,400}$/),
  months: like(/^[1-9]\d{0,2}$/),
  kinds: like(/^[a-z-]+(,[a-z-]+)*$/),
  shocks: like(/^[a-z0-9:.,-]{1,4000}$/),
  assets: like(/^[a-z0-9:.,-]{1,8000}$/),
  alpha: like(SHARE),
  beta: like(SHARE),
};
const KEYS = Object.keys(VALID) as (keyof UrlState)[];

/** The state in a query string, with or without its question mark. */
export function parseUrlState(search: string): UrlState {
  const given = new URLSearchParams(search);
  return validateUrlState(Object.fromEntries(given));
}

/** Keeps of a record what is a valid part of the state. */
export function validateUrlState(given: Readonly<Record<string, unknown>>): UrlState {
  const state: Record<string, string> = {};
  for (const key of KEYS) {
    const text = given[key];
    if (typeof text === 'string' && VALID[key](text)) state[key] = text;
  }
  return state as UrlState;
}

/** The query string of a state, with its question mark unless it is empty; always in the same order. */
export function printUrlState(state: Readonly<Record<string, unknown>>): string {
  const given = KEYS.flatMap((key) => (typeof state[key] === 'string' ? [[key, state[key]]] : []));
  // These are legal in a query, and readable.
  const text = new URLSearchParams(given as [string, string][])
    .toString()
    .replace(/%2F|%2A|%3A|%2C/g, (escaped) => decodeURIComponent(escaped));
  return text ? `?${text}` : '';
}

/** What opening another book changes: it is at its present, compared with nothing, and no number is explained. */
export function openingOf(book: string): { readonly [K in keyof UrlState]?: UrlState[K] | undefined } {
  return {
    book,
    knownAt: undefined,
    validAt: undefined,
    fromKnown: undefined,
    fromValid: undefined,
    show: undefined,
    sel: undefined,
    selAt: undefined,
  };
}

/** What every link takes along: the book and the coordinates, and what they are compared with. */
export function placeOf({ book, knownAt, validAt, reading, fromKnown, fromValid }: UrlState): UrlState {
  return {
    ...(book === undefined ? {} : { book }),
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(validAt === undefined ? {} : { validAt }),
    ...(reading === undefined ? {} : { reading }),
    ...(fromKnown === undefined ? {} : { fromKnown }),
    ...(fromValid === undefined ? {} : { fromValid }),
  };
}
