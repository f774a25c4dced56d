import { Injectable } from '@nestjs/common';
import type { Amount } from '@offtake/deals/amount';
import type { Due } from '@offtake/exposure/posting';
import type { Filter, GroupKey } from '@offtake/exposure/sum';
import { ReadDatabase } from '../schema/read-database.ts';
import { type Names, PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import {
  type AmountColumns,
  amountOf,
  countsAt,
  KEYS,
  NOT_ZERO,
  readAs,
  SUMS,
  Values,
  widened,
} from './postings-at.ts';

/** A sum before it is printed. */
export interface Sum {
  readonly keys: { readonly [K in GroupKey]?: string | null } & { readonly kind: string; readonly unit: string };
  readonly amount: Amount;
}

/** A part of what is firm in a leg, by when it is due; null: undated. */
export interface FirmDue {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  readonly due: Due | null;
  readonly amount: Amount;
}

/** What stays inside one party, and so drops out where parties are consolidated. */
export interface InternalLeg {
  readonly deal: string;
  readonly leg: string;
  /** As whom both sides read. */
  readonly party: string;
  /** As the deal has them. */
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  readonly amount: Amount;
}

/** Sums of the postings that count at a place, each party as it reads there. Amounts in millionths of the unit. */
@Injectable()
export class Sums {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  /** By group keys, kind and unit: sorted by them, nulls last, without rows that are wholly zero. */
  async by(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate: boolean): Promise<readonly Sum[]> {
    const names = await this.#names.at(place, consolidate);
    const values = new Values();
    const parties = readAs(names, values);
    const keys = [...groupBy, 'kind', 'unit'] as const;
    const columns = keys.map((key) => `${KEYS[key](parties)} as "${key}"`);
    const text = sumOf(place, names, columns, filter, values, parties);
    return (await this.#database.query<Sum['keys'] & AmountColumns>(text, values.list)).map((row) => {
      const { low, stated, high, unstated, unbounded, ...named } = row;
      return { keys: named as Sum['keys'], amount: amountOf({ low, stated, high, unstated, unbounded }) };
    });
  }

  /** What is firm, leg by leg and due by due: sorted by deal, leg, parties and due. */
  async firmDues(place: Place, filter: Filter, consolidate: boolean): Promise<readonly FirmDue[]> {
    const names = await this.#names.at(place, consolidate);
    const values = new Values();
    const parties = readAs(names, values);
    const legs = ['deal', 'leg', 'obligor', 'obligee', 'kind', 'unit'] as const;
    const dues = ['p.due_to as "dueTo"', 'p.due_from as "dueFrom"'];
    const columns = [...legs.map((key) => `${KEYS[key](parties)} as "${key}"`), ...dues];
    const text = sumOf(place, names, columns, { ...filter, account: ['firm'] }, values, parties);
    type Row = Omit<FirmDue, 'due' | 'amount'> & { readonly dueFrom: string | null; readonly dueTo: string | null };
    return (await this.#database.query<Row & AmountColumns>(text, values.list)).map((row) => {
      const { deal, leg, obligor, obligee, kind, unit, dueFrom, dueTo } = row;
      const due = dueTo === null ? null : { from: dueFrom, to: dueTo };
      return { deal, leg, obligor, obligee, kind, unit, due, amount: amountOf(row) };
    });
  }

  /** The legs inside one party, where each reads as its topmost parent: sorted by deal, leg and parties. */
  async internal(place: Place, filter: Filter): Promise<readonly InternalLeg[]> {
    const names = await this.#names.at(place, true);
    if (names.renamed.size === 0) return [];
    const values = new Values();
    const { join, obligor, obligee } = readAs(names, values);
    const text = `
      select p.deal, p.leg, p.obligor, p.obligee, p.kind, p.unit, ${obligor} as party, ${SUMS}
      from ${place.schema}.posting p ${join}
      where ${countsAt(place, widened(filter, names), values)} and ${obligor} = ${obligee}
      group by 1, 2, 3, 4, 5, 6, 7 having ${NOT_ZERO} order by 1, 2, 3, 4`;
    return (await this.#database.query<Omit<InternalLeg, 'amount'> & AmountColumns>(text, values.list)).map((row) => {
      const { deal, leg, party, obligor, obligee, kind, unit } = row;
      return { deal, leg, party, obligor, obligee, kind, unit, amount: amountOf(row) };
    });
  }
}

function sumOf(
  place: Place,
  names: Names,
  columns: readonly string[],
  filter: Filter,
  values: Values,
  { join, outside }: ReturnType<typeof readAs>,
): string {
  const ordinals = columns.map((_, i) => i + 1).join(', ');
  return `
    select ${columns.join(', ')}, ${SUMS}
    from ${place.schema}.posting p ${join}
    where ${countsAt(place, widened(filter, names), values)} and ${outside}
    group by ${ordinals} having ${NOT_ZERO} order by ${ordinals}`;
}
