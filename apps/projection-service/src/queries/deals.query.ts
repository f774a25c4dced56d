import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type PrintedAmount, printAmount } from '@offtake/deals/amount';
import type { DealStatus } from '@offtake/deals/deal-status';
import { ReadDatabase } from '../schema/read-database.ts';
import { foldDeal, partiesOf } from './deal-at.ts';
import type { Place } from './place.ts';
import { type AmountColumns, amountOf, countsAt, NOT_ZERO, SUMS, Values } from './postings-at.ts';
import { byStream, eventsOfStreams } from './recorded-events.ts';

export interface DealFilter {
  readonly state?: readonly DealStatus[] | undefined;
  readonly party?: readonly string[] | undefined;
  /** Part of the title or the slug, in any case. */
  readonly q?: string | undefined;
}

export interface DealRow extends Summary {
  readonly flags: { readonly disputed: boolean; readonly overdue: boolean };
  readonly totals: readonly Total[];
}
interface Summary {
  readonly deal: string;
  readonly title: string;
  readonly state: DealStatus;
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  readonly parties: readonly string[];
  readonly legs: number;
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

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place, filter }: DealsQuery): Promise<readonly DealRow[]> {
    const [summaries, totals, overdue] = await Promise.all([
      this.#summaries(place),
      this.#totals(place),
      this.#overdue(place),
    ]);
    return summaries
      .filter((summary) => fits(summary, filter))
      .sort((a, b) => (a.deal < b.deal ? -1 : 1))
      .map((summary) => {
        const flags = { disputed: false, overdue: overdue.has(summary.deal) };
        return { ...summary, flags, totals: totals.get(summary.deal) ?? [] };
      });
  }

  /** A deal without a newer event, and wholly in effect, is as the register has it; the others are folded. */
  async #summaries(place: Place): Promise<readonly Summary[]> {
    const text = `
      select d.deal, d.title, d.state, d.announced_on as "announcedOn", d.last_confirmed_on as "lastConfirmedOn",
             d.version, d.parties, d.legs,
             case when d.position > $2 or d.valid_from_last > $3::date then 'to-fold'
                  when d.title is null then 'gone' else 'present' end as held
      from ${place.schema}.deal d where d.book = $1`;
    type Row = Summary & { readonly held: 'present' | 'gone' | 'to-fold' };
    const rows = await this.#database.query<Row>(text, [place.book, place.position, place.validAt]);
    const present = rows.flatMap(({ held, ...row }) => (held === 'present' ? [row] : []));
    const others = rows.filter(({ held }) => held === 'to-fold').map(({ deal }) => `deal/${deal}`);
    if (others.length === 0) return present;
    const streams = byStream(await eventsOfStreams(this.#database, place, others));
    const folded = [...streams].flatMap(([stream, events]) => {
      const at = foldDeal(events, place);
      if (!at) return [];
      const { state, status, confirmation, version } = at;
      const { title, announcedOn } = state;
      const lastConfirmedOn = confirmation?.lastConfirmedOn ?? announcedOn;
      const rest = { announcedOn, lastConfirmedOn, version, parties: partiesOf(state), legs: state.legs.size };
      return [{ deal: stream.slice('deal/'.length), title, state: status, ...rest }];
    });
    return [...present, ...folded];
  }

  async #totals(place: Place): Promise<ReadonlyMap<string, readonly Total[]>> {
    const values = new Values();
    const text = `
      select p.deal, p.kind, p.unit, p.account, ${SUMS} from ${place.schema}.posting p
      where ${countsAt(place, {}, values)} group by 1, 2, 3, 4 having ${NOT_ZERO} order by 1, 2, 3, 4`;
    type Row = AmountColumns & {
      readonly deal: string;
      readonly kind: string;
      readonly unit: string;
      readonly account: string;
    };
    const totals = new Map<string, Total[]>();
    for (const row of await this.#database.query<Row & object>(text, values.list)) {
      const { deal, kind, unit, account } = row;
      totals.set(deal, [...(totals.get(deal) ?? []), { kind, unit, account, ...printAmount(amountOf(row)) }]);
    }
    return totals;
  }

  /** Deals with a firm part that was due before the day. */
  async #overdue(place: Place): Promise<ReadonlySet<string>> {
    const values = new Values();
    const text = `
      select distinct deal from (
        select p.deal from ${place.schema}.posting p
        where ${countsAt(place, { account: ['firm'] }, values)} and p.due_to < ${values.add(place.today)}::date
        group by p.deal, p.leg, p.obligor, p.obligee, p.due_from, p.due_to having ${NOT_ZERO}) due`;
    return new Set((await this.#database.query<{ deal: string }>(text, values.list)).map(({ deal }) => deal));
  }
}

function fits({ deal, title, state, parties }: Summary, filter: DealFilter): boolean {
  const q = filter.q?.toLowerCase();
  return (
    (!filter.state || filter.state.includes(state)) &&
    (!filter.party || filter.party.some((party) => parties.includes(party))) &&
    (!q || deal.includes(q) || title.toLowerCase().includes(q))
  );
}
