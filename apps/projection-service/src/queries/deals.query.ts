import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PrintedAmount } from '@offtake/deals/amount';
import type { DealStatus } from '@offtake/deals/deal-status';
import type { Filter } from '@offtake/exposure/sum';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Names } from './names.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { countsAt, NOT_ZERO, PRINTED_SUMS, Values } from './postings-at.ts';
import { Register, type Registered } from './register.ts';

export interface DealFilter {
  readonly state?: readonly DealStatus[] | undefined;
  readonly party?: readonly string[] | undefined;
  /** Part of the title or the slug, in any case. */
  readonly q?: string | undefined;
}

/** Its parties as they read at the place. */
export interface DealRow extends Omit<Registered, 'disputed' | 'leftAside'> {
  readonly flags: { readonly disputed: boolean; readonly overdue: boolean };
  /** Disputed events whose other version does not fold; left out where there is none. */
  readonly leftAside?: readonly string[];
  readonly totals: readonly Total[];
}
type Total = PrintedAmount & { readonly kind: string; readonly unit: string; readonly account: string };

/** The register: each deal that there is at the place, by slug. */
export class DealsQuery extends Query<readonly DealRow[]> {
  readonly place: Place;
  readonly filter: DealFilter;

  constructor(place: Place, filter: DealFilter) {
    super();
    this.place = place;
    this.filter = filter;
  }
}

@QueryHandler(DealsQuery)
export class DealsHandler implements IQueryHandler<DealsQuery> {
  readonly #database: ReadDatabase;
  readonly #register: Register;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, register: Register, names: PartyNames) {
    this.#database = database;
    this.#register = register;
    this.#names = names;
  }

  async execute({ place, filter }: DealsQuery): Promise<readonly DealRow[]> {
    const names = await this.#names.at(place, false);
    const parties = filter.party?.flatMap((party) => names.members(party));
    const registered = (await this.#register.at(place, parties))
      .map((row) => ({ ...row, parties: readNames(row.parties, names) }))
      .filter((row) => fits(row, filter, names));
    const isNarrowed = (filter.state ?? filter.party ?? filter.q) !== undefined;
    const among: Filter = isNarrowed ? { deal: registered.map(({ deal }) => deal) } : {};
    const [totals, overdue] = await Promise.all([this.#totals(place, among), this.#overdue(place, among)]);
    return registered.map(({ disputed, leftAside, ...row }) => ({
      ...row,
      flags: { disputed, overdue: overdue.has(row.deal) },
      ...(leftAside.length > 0 ? { leftAside } : {}),
      totals: totals.get(row.deal) ?? [],
    }));
  }

  async #totals(place: Place, among: Filter): Promise<ReadonlyMap<string, readonly Total[]>> {
    const values = new Values();
    const text = `
      select p.deal, p.kind, p.unit, p.account, ${PRINTED_SUMS} from ${place.schema}.posting p
      where ${countsAt(place, among, values)} group by 1, 2, 3, 4 having ${NOT_ZERO} order by 1, 2, 3, 4`;
    type Row = Total & { readonly deal: string };
    const totals = new Map<string, Total[]>();
    for (const { deal, ...total } of await this.#database.query<Row & object>(place.book, text, values.list)) {
      const before = totals.get(deal);
      if (before) before.push(total);
      else totals.set(deal, [total]);
    }
    return totals;
  }

  /** Deals with a firm part that was due before the day. */
  async #overdue(place: Place, among: Filter): Promise<ReadonlySet<string>> {
    const values = new Values();
    const text = `
      select distinct deal from (
        select p.deal from ${place.schema}.posting p
        where ${countsAt(place, { ...among, account: ['firm'] }, values)} and p.due_to < ${values.add(place.today)}::date
        group by p.deal, p.leg, p.obligor, p.obligee, p.due_from, p.due_to having ${NOT_ZERO}) due`;
    return new Set(
      (await this.#database.query<{ deal: string }>(place.book, text, values.list)).map(({ deal }) => deal),
    );
  }
}

/** Each party as it reads, once, sorted. */
function readNames(parties: readonly string[], names: Names): readonly string[] {
  return [...new Set(parties.map((party) => names.nameOf(party)))].sort();
}

function fits({ deal, title, state, parties }: Registered, filter: DealFilter, names: Names): boolean {
  const q = filter.q?.toLowerCase();
  return (
    (!filter.state || filter.state.includes(state)) &&
    (!filter.party || filter.party.some((party) => parties.includes(names.nameOf(party)))) &&
    (!q || deal.includes(q) || title.toLowerCase().includes(q))
  );
}
