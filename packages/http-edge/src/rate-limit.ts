export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a while without any. */
  readonly burst: number;
}

/** Above what one process answers: it bounds whoever goes astray, and does not meet honest load. */
const USUAL: Rate = { perSecond: 10_000, burst: 20_000 };
/** Whoever is dropped when there are more is let begin anew. */
const MOST_REMEMBERED = 10_000;

/** Of each principal at each process: OFFTAKE_RATE_PER_SECOND and OFFTAKE_RATE_BURST; null for 0, which is no limit. */
export function readRate(environment: Readonly<Record<string, string | undefined>>): Rate | null {
  const perSecond = readNumber(environment, 'OFFTAKE_RATE_PER_SECOND', USUAL.perSecond);
  const burst = readNumber(environment, 'OFFTAKE_RATE_BURST', Math.max(USUAL.burst, perSecond));
  return perSecond === 0 ? null : { perSecond, burst: Math.max(1, burst) };
}

function readNumber(environment: Readonly<Record<string, string | undefined>>, name: string, usual: number): number {
  const told = environment[name];
  if (told === undefined || told === '') return usual;
  if (!/^\d{1,9}$/.test(told)) throw new Error(`${name} is a number of requests, not ${told}.`);
  return Number(told);
}

interface Bucket {
  left: number;
  at: number;
}

/** Lets each name come at a rate (token bucket). */
export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** 0: it may. Otherwise in how many whole seconds it may again. */
  take(name: string, now = Date.now()): number {
    const { perSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(name) ?? this.#begin(name, now);
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  }

  #begin(name: string, now: number): Bucket {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined && this.#buckets.size >= MOST_REMEMBERED) this.#buckets.delete(oldest);
    const bucket = { left: this.#rate.burst, at: now };
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
