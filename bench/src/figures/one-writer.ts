import { atMost, type Group } from '../figure.ts';
import { openLedger } from '../ledger.ts';
import { atOnce } from '../writers.ts';
import { openInserts } from './append.ts';

/** What: how long one writer waits for one event, decided and appended. */
export const oneWriter: Group = {
  name: 'one-writer',
  figures: [
    {
      figure: 'append, one writer, p50',
      unit: 'ms',
      ours: 'ours.p50',
      peer: { name: 'one-row INSERT through pg', is: 'insert.p50' },
      goal: atMost(2),
    },
  ],
  async prepare(bench) {
    const ledger = await openLedger(bench, 'bench_one_writer', 1);
    const peer = await openInserts(bench, 1);
    return {
      sides: {
        ours: async () => ({ ...(await atOnce(1, bench.seconds, () => ledger.pay(0))) }),
        insert: async () => ({ ...(await atOnce(1, bench.seconds, () => peer.insert())) }),
      },
      end: async () => void (await Promise.all([ledger.close(), peer.end()])),
    };
  },
};
