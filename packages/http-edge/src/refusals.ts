import { Logger } from '@nestjs/common';
import { type Doer, note } from '@offtake/access/audit';
import type pg from 'pg';
import { Counter } from 'prom-client';
import { RateLimit } from './rate-limit.ts';

/** The same refusal again within a minute is counted only; and so is what goes beyond this many in a minute. */
const ONCE_A_MINUTE = { perSecond: 1 / 60, burst: 1 };
const MOST = { perSecond: 2, burst: 120 };

const refusals = new Counter({
  name: 'offtake_refusals_total',
  help: 'Requests that were refused for who sent them',
  labelNames: ['status'],
});

export interface Refused {
  readonly act: string;
  readonly book: string | null;
  readonly status: number;
  readonly slug: string;
}

/** Notes in the audit trail who was refused what. Whoever knocks all day does not fill it. */
export class Refusals {
  readonly #log = new Logger('access');
  readonly #pool: pg.Pool;
  readonly #each = new RateLimit(ONCE_A_MINUTE);
  readonly #all = new RateLimit(MOST);

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The answer does not wait for it. */
  note(by: Doer, { act, book, status, slug }: Refused): void {
    refusals.inc({ status: String(status) });
    const who = by.via === 'none' ? by.address : by.via;
    if (this.#each.take(`${who} ${act} ${book} ${slug}`) > 0 || this.#all.take('all') > 0) return;
    const deed = { act, book, subject: null, outcome: 'refused', detail: { status, problem: slug } } as const;
    note(this.#pool, by, deed).catch((error: unknown) =>
      this.#log.warn({ err: error, requestId: by.requestId }, 'a refusal was not noted'),
    );
  }
}
