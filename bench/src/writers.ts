import { quantile } from './rounds.ts';

export interface Worked {
  /** Things done each second. */
  readonly rate: number;
  /** Of one thing, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly done: number;
  readonly seconds: number;
}

/** Lets so many work at once, each doing one thing after the other, for so long. */
export async function atOnce(
  writers: number,
  seconds: number,
  work: (writer: number) => Promise<unknown>,
): Promise<Worked> {
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let now = performance.now(); now < until; ) {
        await work(writer);
        const then = performance.now();
        latencies.push(then - now);
        now = then;
      }
    }),
  );
  const took = (performance.now() - began) / 1_000;
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return { rate: latencies.length / took, p50, p99, done: latencies.length, seconds: took };
}
