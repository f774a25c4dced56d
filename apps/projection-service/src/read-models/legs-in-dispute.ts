import { Injectable } from '@nestjs/common';
import { DisputesAt } from '../queries/disputes-at.ts';
import type { Place } from '../queries/place.ts';
import { Sums } from '../queries/sums.ts';

/** Whether an open dispute touches what is owed in a leg. */
export type IsDisputed = (of: { readonly deal: string; readonly leg?: string | undefined }) => boolean;

@Injectable()
export class LegsInDispute {
  readonly #disputes: DisputesAt;
  readonly #sums: Sums;

  constructor(disputes: DisputesAt, sums: Sums) {
    this.#disputes = disputes;
    this.#sums = sums;
  }

  async at(place: Place): Promise<IsDisputed> {
    const { deals } = await this.#disputes.at(place);
    if (deals.length === 0) return () => false;
    const sums = await this.#sums.by(place, ['deal', 'leg'], { deal: deals }, false);
    const touched = new Set(sums.filter(({ disputed }) => disputed).map(({ keys }) => `${keys.deal}/${keys.leg}`));
    return ({ deal, leg }) => touched.has(`${deal}/${leg}`);
  }
}

/** The same, marked where `disputed` holds; unmarked it says nothing. */
export function marked<T extends object>(row: T, disputed: boolean): T & { readonly disputed?: true } {
  return disputed ? { ...row, disputed: true } : row;
}
