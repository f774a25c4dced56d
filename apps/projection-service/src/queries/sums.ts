import { Injectable } from '@nestjs/common';
import type { Amount } from '@offtake/deals/amount';
import type { Due } from '@offtake/exposure/posting';
import type { Filter, GroupKey } from '@offtake/exposure/sum';
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
  async by(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate: boolean): Promise<readonly Sum[]> {
    const keys = [...groupBy, 'kind', 'unit'] as const;
    const columns = (parties: PartyColumns) => keys.map((key) => [key, KEYS[key](parties)] as const);
    const from = haveSubtotals(place, groupBy, filter) ? 'subtotals' : 'postings';
    return this.#sum<Sum['keys']>(place, columns, filter, consolidate, from);
  }

  /** What is firm, leg by leg and due by due: sorted by deal, leg, parties and due. */
  async firmDues(place: Place, filter: Filter, consolidate: boolean): Promise<readonly FirmDue[]> {
    const columns = (parties: PartyColumns) => [
      ...LEG.map((key) => [key, KEYS[key](parties)] as const),
      ['dueTo', 'p.due_to'] as const,
      ['dueFrom', 'p.due_from'] as const,
    ];
    type Keys = Leg & { readonly dueFrom: string | null; readonly dueTo: string | null };
    const rows = await this.#sum<Keys>(place, columns, { ...filter, account: ['firm'] }, consolidate);
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
    const rows = await this.#sum<Leg & { readonly party: string }>(place, columns, filter, consolidate, 'inside');
    return rows.map(({ keys, ...summed }) => ({ ...keys, ...summed }));
  }

  async #sum<K>(
    place: Place,
    columnsOf: (parties: PartyColumns) => readonly (readonly [name: string, column: string])[],
    filter: Filter,
    consolidate: boolean,
    what: 'subtotals' | 'postings' | 'inside' = 'postings',
  ): Promise<readonly (Summed & { readonly keys: K })[]> {
    const [names, disputes] = await Promise.all([this.#names.at(place, consolidate), this.#disputes.at(place)]);
    const side = what === 'inside' ? 'inside' : 'outside';
    if (side === 'inside' && names.renamed.size === 0) return [];
    const wide = widened(filter, names);
    const values = new Values();
    const parties = readAs(names, values);
    const [source, condition] =
      what === 'subtotals'
        ? [await subtotalsAt(this.#database, place, values), passes(wide, values)]
        : [`${place.schema}.posting p`, countsAt(place, wide, values)];
    const columns = columnsOf(parties).map(([name, column]) => `${column} as "${name}"`);
    const ordinals = columns.map((_, i) => i + 1).join(', ');
    const text = `
      select ${columns.join(', ')}, ${SUMS}
      from ${source} ${parties.join}
      where ${condition} and ${parties[side]}
      group by ${ordinals} having ${NOT_ZERO} order by ${ordinals}`;
    const touched = await this.#touched({ place, names, filter: wide, columns, side }, disputes);
    return (await this.#database.query<K & AmountColumns>(place.book, text, values.list)).map((row) => {
      const { low, stated, high, unstated, unbounded, ...keys } = row;
      const amount = amountOf({ low, stated, high, unstated, unbounded });
      return { keys: keys as K, amount, disputed: touched.has(JSON.stringify(keys)) };
    });
  }

  /** The keys of the rows in which a disputed event has a part, or which its other version would change. */
  async #touched(
    { place, names, filter, columns, side }: Asked,
    { deals, events }: OpenDisputes,
  ): Promise<ReadonlySet<string>> {
    if (events.length === 0) return new Set();
    const values = new Values();
    const parties = readAs(names, values);
    const text = `
      select distinct * from (
        select ${columns.join(', ')}
        from ${place.schema}.posting p ${parties.join}
        where ${countsAt({ ...place, reading: 'alternative' }, filter, values)} and ${parties[side]}
          and p.deal = any(${values.add(deals)}::text[])
          and (p.event = any(${values.add(events)}::uuid[]) or p.reading = 'alternative')
        group by ${columns.map((_, i) => i + 1).join(', ')}, ${ENTRY} having ${NOT_ZERO}) touched`;
    return new Set((await this.#database.query(place.book, text, values.list)).map((row) => JSON.stringify(row)));
  }
}

interface Asked {
  readonly place: Place;
  readonly names: Names;
  readonly filter: Filter;
  readonly columns: readonly string[];
  readonly side: 'outside' | 'inside';
}

const LEG = ['deal', 'leg', 'obligor', 'obligee', 'kind', 'unit'] as const;
const AS_RECORDED = { join: '', obligor: 'p.obligor', obligee: 'p.obligee', outside: 'true', inside: 'false' };
/** Postings that are equal in these say when the book believed what: their sum is what it believes now. */
const ENTRY = 'p.event, p.reading, p.deal, p.leg, p.obligor, p.obligee, p.account, p.due_from, p.due_to';
