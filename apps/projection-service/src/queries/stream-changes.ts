import { isDeepStrictEqual } from 'node:util';
import { isZero, printAmount } from '@offtake/deals/amount';
import type { DealHistory } from '@offtake/deals/deal-history';
import { dealStatus } from '@offtake/deals/deal-status';
import { retractedIn, standingOf } from '@offtake/deals/facts';
import { balanceOf, type LegState } from '@offtake/deals/leg';
import { ACCOUNTS } from '@offtake/deals/leg-terms';
import type { RecordedEvent } from '@offtake/deals/recorded-event';

/** What an event changed, field by field: the sheet of its deal or party before it against the one after it. */

export interface FieldChange {
  /** A JSON Pointer into the sheet. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a sheet says, each by its JSON Pointer. What is absent says null. */
export type Sheet = ReadonlyMap<string, unknown>;

/** A leg or a right. New, or gone, it is one change; while it stays, each of its fields is. */
class Part {
  readonly whole: object;
  readonly fields: Sheet;

  constructor(whole: object, fields: Sheet) {
    this.whole = whole;
    this.fields = fields;
  }
}

export function changesBetween(before: Sheet, after: Sheet, at = ''): readonly FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly FieldChange[] => {
    const path = `${at}${key}`;
    const [old, now] = [before.get(key) ?? null, after.get(key) ?? null];
    if (old instanceof Part && now instanceof Part) return changesBetween(old.fields, now.fields, path);
    return isDeepStrictEqual(old, now) ? [] : [{ path, before: shown(old), after: shown(now) }];
  });
}

function shown(value: unknown): unknown {
  return value instanceof Part ? value.whole : value;
}

export function dealSheet({ state, confirmation }: DealHistory): Sheet {
  const sheet = new Map<string, unknown>();
  if (!state) return sheet;
  sheet.set('/title', state.title).set('/state', dealStatus(state, confirmation));
  sheet.set('/effectiveOn', state.effectiveOn).set('/lastConfirmedOn', confirmation?.lastConfirmedOn ?? null);
  for (const [name, leg] of state.legs) sheet.set(`/legs/${name}`, new Part(stated(leg.terms), fieldsOf(leg)));
  for (const [id, { terms, endedOn }] of state.rights) {
    sheet.set(`/rights/${id}`, new Part(stated(terms), new Map([['/ended', endedOn]])));
  }
  return sheet;
}

const TERMS = ['kind', 'product', 'term', 'schedule', 'conditions', 'window', 'exit'] as const;

function fieldsOf(leg: LegState): Sheet {
  const { obligor, obligee, endedOn, conditionMet, terms } = leg;
  const fields = new Map<string, unknown>([
    ['/obligor', obligor],
    ['/obligee', obligee],
    ['/ended', endedOn !== null],
    ['/conditionMet', conditionMet],
  ]);
  for (const term of TERMS) fields.set(`/${term}`, terms[term] ?? null);
  for (const account of ACCOUNTS) {
    const balance = balanceOf(leg, account);
    fields.set(`/${account}`, isZero(balance) ? null : { ...printAmount(balance), unit: terms.quantity.unit });
  }
  return fields;
}

/** Without what is null or left out. */
export function stated(terms: object): object {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null && value !== undefined));
}

export type EntryStatus =
  | 'in-force'
  | 'corrected'
  | 'disputed'
  | 'retracted'
  | 'correction'
  | 'retraction'
  | 'dispute'
  | 'ruling';

/** How each event of a stream stands, given all of them, and whether it is disputed now. */
export function standingsOf(
  events: readonly RecordedEvent[],
): (event: RecordedEvent) => { readonly status: EntryStatus; readonly disputed: boolean } {
  const retracted = retractedIn(events);
  const { corrections, disputes } = standingOf(events, retracted);
  const statusOf = ({ event, type }: RecordedEvent): EntryStatus => {
    if (retracted.has(event)) return 'retracted';
    if (type in SAID) return SAID[type as keyof typeof SAID];
    if (corrections.has(event)) return 'corrected';
    return disputes.has(event) ? 'disputed' : 'in-force';
  };
  return (event) => ({ status: statusOf(event), disputed: disputes.has(event.event) });
}

/** What is said about another event. A source that is added only confirms: it is in force. */
const SAID = {
  EventCorrected: 'correction',
  EventRetracted: 'retraction',
  DisputeRaised: 'dispute',
  DisputeResolved: 'ruling',
} as const;
