import { Injectable } from '@nestjs/common';
import type { DealStatus } from '@offtake/deals/deal-status';
import { ReadDatabase } from '../schema/read-database.ts';
import { foldDeal, partiesOf } from './deal-at.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfDeals } from './recorded-events.ts';

/** A deal as the register has it. */
export interface Registered {
  readonly deal: string;
  readonly title: string;
  readonly state: DealStatus;
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  /** As the deal has them, sorted. */
  readonly parties: readonly string[];
  readonly legs: number;
  readonly disputed: boolean;
  /** Disputed events whose other version does not fold. */
  readonly leftAside: readonly string[];
}

const TO_FOLD = 'coalesce(d.position > $2 or d.valid_from_last > $3::date or (d.disputed and $4), false)';

/** The register of deals, wherever one looks at it. */
@Injectable()
export class Register {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  /**
   * Each deal that there is at the place, by slug. A deal without a newer event, and wholly in effect, is as the table
   * has it; the others are folded, and so are the disputed ones where the other version is asked for.
   * @param parties leaves out deals that have none of them, where the table says so
   */
  async at(place: Place, parties?: readonly string[]): Promise<readonly Registered[]> {
    const text = `
      select d.deal, d.title, d.state, d.announced_on as "announcedOn", d.last_confirmed_on as "lastConfirmedOn",
             d.version, d.parties, d.legs, d.disputed, d.left_aside::text[] as "leftAside",
             case when ${TO_FOLD} then 'to-fold' when d.title is null then 'gone' else 'present' end as held
      from ${place.schema}.deal d
      where d.book = $1 and ($5::text[] is null or d.parties && $5 or ${TO_FOLD})`;
    type Row = Registered & { readonly held: 'present' | 'gone' | 'to-fold' };
    const { book, position, validAt, reading } = place;
    const values = [book, position, validAt, reading === 'alternative', parties ?? null];
    const rows = await this.#database.query<Row>(book, text, values);
    const present = rows.flatMap(({ held, ...row }) => (held === 'present' ? [row] : []));
    const others = rows.flatMap(({ held, deal }) => (held === 'to-fold' ? [deal] : []));
    const folded = others.length > 0 ? await this.#folded(place, others) : [];
    return [...present, ...folded].sort((a, b) => (a.deal < b.deal ? -1 : 1));
  }

  /** How many deals there are at the place. */
  async count(place: Place): Promise<number> {
    const { book, schema, position, validAt } = place;
    const text = `
      select count(*) filter (where title is not null)::int as deals,
        count(*) filter (where position > $2 or valid_from_last > $3::date)::int as others
      from ${schema}.deal where book = $1`;
    const [counted] = await this.#database.query<{ deals: number; others: number }>(book, text, [
      book,
      position,
      validAt,
    ]);
    return counted && counted.others > 0 ? (await this.at(place)).length : (counted?.deals ?? 0);
  }

  async #folded(place: Place, deals: readonly string[]): Promise<readonly Registered[]> {
    const streams = byStream(await eventsOfDeals(this.#database, place, deals));
    return deals.flatMap((deal) => {
      const at = foldDeal(streams.get(`deal/${deal}`) ?? [], place);
      if (!at) return [];
      const { state, status, confirmation, version, disputed, leftAside } = at;
      const { title, announcedOn, legs } = state;
      const lastConfirmedOn = confirmation?.lastConfirmedOn ?? announcedOn;
      const what = { deal, title, state: status, announcedOn, lastConfirmedOn, version, legs: legs.size };
      return [{ ...what, parties: partiesOf(state), disputed: disputed.size > 0, leftAside }];
    });
  }
}
