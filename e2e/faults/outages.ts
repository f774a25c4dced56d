import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, SINGLE, type Struck } from './harness/fault.ts';

const AWAY_MS = { long: 60_000, short: 5_000 };
const ANSWER_WITHIN_MS = 10_000;

/** A part that is away for a while, and comes back. */
export const OUTAGES: readonly Fault[] = [
  {
    name: 'broker away, then back',
    size: SINGLE,
    async strike(at) {
      const { system, load, long, expect } = at;
      await system.broker.stop();
      const before = load.acknowledged.length;
      await sleep(long ? AWAY_MS.long : AWAY_MS.short);
      expect(load.acknowledged.length > before, 'no command is recorded while the broker is away');
      const { status, body } = await ask(at, 'GET', `/api/books/${load.book}`);
      const { position, checkpoint, lag } = body as { position: number; checkpoint: number; lag: number | null };
      expect(status === 200, `a read is answered ${status} while the broker is away`);
      expect(position > checkpoint && (lag ?? 0) > 0, `a read is ${lag} behind: ${checkpoint} of ${position}`);
      await system.broker.start();
      return { from: Date.now() };
    },
  },
  {
    name: 'database away, then back',
    size: SINGLE,
    async strike(at) {
      const { system, load, long, expect } = at;
      const pids = [...system.commands, ...system.projections].map(({ pid }) => pid);
      await system.database.stop();
      const until = Date.now() + (long ? AWAY_MS.long : AWAY_MS.short);
      while (Date.now() < until) {
        const answers = [
          await ask(at, 'GET', `/api/books/${load.book}/exposures`),
          await ask(at, 'GET', '/readyz'),
          await ask(at, 'GET', '/readyz', system.commandUrls[0]),
        ];
        for (const { what, status, retryAfter } of answers) {
          const says = `${what} is answered ${status}, Retry-After ${retryAfter}, while the database is away`;
          expect(status === 503 && retryAfter !== null, says);
        }
        await sleep(500);
      }
      expect(load.unavailable > 0, 'no command was answered 503 while the database was away');
      await system.database.start();
      const now = [...system.commands, ...system.projections].map(({ pid }) => pid);
      expect(String(now) === String(pids), 'a service has ended while the database was away');
      return { from: Date.now() };
    },
  },
];

async function ask({ system }: Struck, method: string, path: string, origin = system.projectionUrls[0]) {
  const headers = { authorization: `Bearer ${system.key}` };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const answer = await fetch(`${origin}${path}`, { method, headers, signal });
  const body: unknown = await answer.json();
  return { what: `${method} ${path}`, status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
}
