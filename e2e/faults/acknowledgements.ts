import { setTimeout as sleep } from 'node:timers/promises';
import {
  API,
  LOSSES,
  type Loss,
  startAcknowledgementProxy,
} from '../../packages/event-transport/test/acknowledgement-proxy.ts';
import { type Fault, SINGLE } from './harness/fault.ts';

const LOST_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 50;
/** Sends between two that are lost. */
const SENDS_APART = 3;

/** What passes between relay and broker is lost, of every kind of request and in every way. */
export const LOST_ACKNOWLEDGEMENT: Fault = {
  name: 'an acknowledgement of the broker lost',
  size: SINGLE,
  async strike({ system, long, expect }) {
    const proxy = await startAcknowledgementProxy(system.brokerPort);
    const kinds = Object.values(API).filter((api) => api !== API.fetch);
    // A relay that begins asks for everything but to store a batch; of those each is lost once in some way.
    kinds.forEach((api, i) => {
      if (api !== API.produce) proxy.lose(api, inTurn([LOSSES[i % LOSSES.length] as Loss], 1));
    });
    const toLose = long ? [...LOSSES, ...LOSSES] : LOSSES;
    proxy.lose(API.produce, inTurn(toLose, SENDS_APART));
    system.relayThrough(proxy.broker);
    await system.commands[0]?.restart();
    const wanted = kinds.length - 1 + toLose.length;
    for (const until = Date.now() + LOST_WITHIN_MS; proxy.lost() < wanted && Date.now() < until; ) {
      await sleep(LOOK_EVERY_MS);
    }
    expect(proxy.lost() >= wanted, `of ${wanted} losses ${proxy.lost()} came to pass`);
    const from = Date.now();
    system.relayThrough(null);
    await system.commands[0]?.restart();
    await proxy.close();
    return { from };
  },
};

/** Loses in these ways one after the other, each time after so many that come through. */
function inTurn(losses: readonly Loss[], apart: number): () => Loss | null {
  let asked = 0;
  const left = [...losses];
  return () => {
    asked += 1;
    return asked % apart === 0 ? (left.shift() ?? null) : null;
  };
}
