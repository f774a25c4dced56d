import { Injectable } from '@nestjs/common';
import type { Amount } from '@offtake/deals/amount';
import type { Due } from '@offtake/exposure/posting';
import type { Filter, GroupKey, Row } from '@offtake/exposure/sum';
import { ReadDatabase } from '../schema/read-database.ts';
import { DisputesAt, type OpenDisputes } from './disputes-at.ts';
import type { Names } from './names.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import {
  type AmountColumns,
  amountOf,
  countsAt,
  KEYS,
  NOT_ZERO,
  type PartyColumns,
  PRINTED_SUMS,
  passes,
  readAs,
  SUMS,
  Values,
  widened,
} from './postings-at.ts';
import { haveSubtotals, subtotalsAt } from './subtotals-at.ts';

interface Summed {
  readonly amount: Amount;
  /** An open dispute touches it: a disputed event has a part in it, or its other version would change it. */
  readonly disputed: boolean;
}

/** A sum before it is printed. */
export interface Sum extends Summed {
  readonly keys: { readonly [K in GroupKey]?: string | null } & { readonly kind: string; readonly unit: string };
}

/** A row of a sum as it is printed, and whether an open dispute touches it. */
export type PrintedSum = Row & { readonly disputed?: true };

interface Leg {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
}

/** A part of what is firm in a leg, by when it is due; null: undated. Parties as they read. */
export interface FirmDue extends Leg, Summed {
  readonly due: Due | null;
}

/** What stays inside one party, and so drops out where parties are consolidated. Parties as the deal has them. */
export interface InternalLeg extends Leg, Summed {
  /** As whom both sides read. */
  readonly party: string;
}

/** Sums of the postings that count at a place, each party as it reads there. Amounts in millionths of the unit. */
@Injectable()
export class Sums {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;
  readonly #disputes: DisputesAt;

  constructor(database: ReadDatabase, names: PartyNames, disputes: DisputesAt) {
    this.#database = database;
    this.#names = names;
    this.#disputes = disputes;
  }

  /** By group keys, kind and unit: sorted by them, nulls last, without rows that are wholly zero. */
  by(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate: boolean): Promise<readonly Sum[]> {
    return this.#amounts<Sum['keys']>(ofGroups(place, groupBy, filter, consolidate));
  }

  /** The same, printed: of a large book most of the time goes into that, so the database does it. */
  async printed(
    place: Place,
    groupBy: readonly GroupKey[],
    filter: Filter,
    consolidate: boolean,
  ): Promise<readonly PrintedSum[]> {
    const { rows, isDisputed } = await this.#sum<Row>(ofGroups(place, groupBy, filter, consolidate), PRINTED_SUMS);
    return rows.map((row) => (isDisputed(row) ? { ...row, disputed: true } : row));
  }

  /** What is firm, leg by leg and due by due: sorted by deal, leg, parties and due. */
  async firmDues(place: Place, filter: Filter, consolidate: boolean): Promise<readonly FirmDue[]> {
    const columns = (parties: PartyColumns) => [
      ...LEG.map((key) => [key, KEYS[key](parties)] as const),
      ['dueTo', 'p.due_to'] as const,
      ['dueFrom', 'p.due_from'] as const,
    ];
    type Keys = Leg & { readonly dueFrom: string | null; readonly dueTo: string | null };
    const firm = { ...filter, account: ['firm'] };
    const rows = await this.#amounts<Keys>({ place, columns, filter: firm, consolidate, what: 'postings' });
    return rows.map(({ keys: { dueFrom, dueTo, ...leg }, ...summed }) => {
      return { ...leg, due: dueTo === null ? null : { from: dueFrom, to: dueTo }, ...summed };
    });
  }

  /** The legs inside one party, as each reads: sorted by deal, leg and parties. */
  async internal(place: Place, filter: Filter, consolidate = true): Promise<readonly InternalLeg[]> {
    const columns = (parties: PartyColumns) => [
      ...LEG.map((key) => [key, KEYS[key](AS_RECORDED)] as const),
      ['party', KEYS.obligor(parties)] as const,
    ];
    type Keys = Leg & { readonly party: string };
    const rows = await this.#amounts<Keys>({ place, columns, filter, consolidate, what: 'inside' });
    return rows.map(({ keys, ...summed }) => ({ ...keys, ...summed }));
  }

  async #amounts<K extends object>(asked: Asked): Promise<readonly (Summed & { readonly keys: K })[]> {
    const { rows, isDisputed } = await this.#sum<K & AmountColumns>(asked, SUMS);
    return rows.map((row) => {
      const { low, stated, high, unstated, unbounded, ...keys } = row;
      const amount = amountOf({ low, stated, high, unstated, unbounded });
      return { keys: keys as unknown as K, amount, disputed: isDisputed(row) };
    });
  }

  async #sum<R extends object>(asked: Asked, amounts: string): Promise<Read<R>> {
    const { place, filter, consolidate, what } = asked;
    const [names, disputes] = await Promise.all([this.#names.at(place, consolidate), this.#disputes.at(place)]);
    if (what === 'inside' && names.renamed.size === 0) return { rows: [], isDisputed: () => false };
    const wide = widened(filter, names);
    const values = new Values();
    const parties = readAs(names, values);
    const [source, condition] =
      what === 'subtotals'
        ? [await subtotalsAt(this.#database, place, values), passes(wide, values)]
        : [`${place.schema}.posting p`, countsAt(place, wide, values)];
    const columns = asked.columns(parties);
    const ordinals = columns.map((_, i) => i + 1).join(', ');
    const text = `
      select ${columns.map(named).join(', ')}, ${amounts}
      from ${source} ${parties.join}
      where ${condition} and ${parties[sideOf(what)]}
      group by ${ordinals} having ${NOT_ZERO} order by ${ordinals}`;
    const [rows, touched] = await Promise.all([
      this.#database.query<R>(place.book, text, values.list),
      this.#touched({ ...asked, filter: wide }, names, disputes),
    ]);
    const keyOf = (row: object) => JSON.stringify(columns.map(([name]) => row[name as keyof typeof row]));
    const keys = new Set(touched.map(keyOf));
    return { rows, isDisputed: (row) => keys.size > 0 && keys.has(keyOf(row)) };
  }

  /** The keys of the rows in which a disputed event has a part, or which its other version would change. */
  async #touched(
    { place, filter, columns: columnsOf, what }: Asked,
    names: Names,
    { deals, events }: OpenDisputes,
  ): Promise<readonly object[]> {
    if (events.length === 0) return [];
    const values = new Values();
    const parties = readAs(names, values);
    const columns = columnsOf(parties);
    const text = `
      select distinct * from (
        select ${columns.map(named).join(', ')}
        from ${place.schema}.posting p ${parties.join}
        where ${countsAt({ ...place, reading: 'alternative' }, filter, values)} and ${parties[sideOf(what)]}
          and p.deal = any(${values.add(deals)}::text[])
          and (p.event = any(${values.add(events)}::uuid[]) or p.reading = 'alternative')
        group by ${columns.map((_, i) => i + 1).join(', ')}, ${ENTRY} having ${NOT_ZERO}) touched`;
    return this.#database.query(place.book, text, values.list);
  }
}

type Columns = readonly (readonly [name: string, column: string])[];
interface Asked {
  readonly place: Place;
  readonly columns: (parties: PartyColumns) => Columns;
  readonly filter: Filter;
  readonly consolidate: boolean;
  readonly what: 'subtotals' | 'postings' | 'inside';
}
interface Read<R> {
  readonly rows: readonly R[];
  readonly isDisputed: (row: R) => boolean;
}

function ofGroups(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate: boolean): Asked {
  const keys = [...groupBy, 'kind', 'unit'] as const;
  const columns = (parties: PartyColumns) => keys.map((key) => [key, KEYS[key](parties)] as const);
  const what = haveSubtotals(place, groupBy, filter) ? 'subtotals' : 'postings';
  return { place, columns, filter, consolidate, what };
}

function named([name, column]: Columns[number]): string {
  return `${column} as "${name}"`;
}

function sideOf(what: Asked['what']): 'inside' | 'outside' {
  return what === 'inside' ? 'inside' : 'outside';
}

const LEG = ['deal', 'leg', 'obligor', 'obligee', 'kind', 'unit'] as const;
const AS_RECORDED = { join: '', obligor: 'p.obligor', obligee: 'p.obligee', outside: 'true', inside: 'false' };
/** Postings that are equal in these say when the book believed what: their sum is what it believes now. */
const ENTRY = 'p.event, p.reading, p.deal, p.leg, p.obligor, p.obligee, p.account, p.due_from, p.due_to';
