import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { add, printAmount, ZERO } from '../src/amount.ts';
import { balanceOf } from '../src/leg.ts';
import type { Account } from '../src/leg-terms.ts';
import { isRefusal } from '../src/refusal.ts';
import { OpenBook } from './open-book.ts';

interface Line {
  readonly idempotencyKey: string;
  readonly announcedOn: string;
}

const file = new URL('../../../examples/ai-compute.ndjson', import.meta.url);
const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

const recorded = new OpenBook();
const refusals = lines.flatMap(({ idempotencyKey, ...command }) => {
  const decision = recorded.post(command);
  return isRefusal(decision) ? [{ idempotencyKey, ...decision }] : [];
});

describe('the example book', () => {
  it('goes in without a refusal, one event a line', () => {
    expect(refusals).toEqual([]);
    expect(recorded.events).toHaveLength(lines.length);
  });

  it('is in order of announcedOn, and no two lines share a key', () => {
    const dates = lines.map((line) => line.announcedOn);
    expect(dates).toEqual([...dates].sort());
    expect(new Set(lines.map((line) => line.idempotencyKey)).size).toBe(lines.length);
  });

  it('needs no leg to be named as no duplicate', () => {
    expect(JSON.stringify(lines)).not.toContain('notDuplicateOf');
  });

  it.each([
    ['openai-oracle', 'price', 'firm', '300000000000', 'USD'],
    ['openai-microsoft', 'azure', 'firm', '250000000000', 'USD'],
    ['openai-aws', 'price', 'firm', '38000000000', 'USD'],
    ['openai-oracle', 'capacity', 'firm', '4500', 'MW'],
    ['openai-amd', 'first-gigawatt', 'firm', '1000', 'MW'],
    ['openai-broadcom', 'chips', 'intent', '10000', 'MW'],
  ] as const)('%s/%s holds in %s exactly %s %s', (deal, leg, account, value, unit) => {
    expect(held(deal, leg, account)).toEqual({ low: value, stated: value, high: value, unstated: 0, unit });
  });

  it.each([
    ['openai-nvidia', 'equity', 'intent', '0', '100000000000', '100000000000', 0],
    ['openai-nvidia', 'chips', 'intent', '10000', '10000', null, 0],
    ['openai-amd', 'further-gigawatts', 'conditional', '0', '5000', '5000', 0],
    ['anthropic-google', 'tpus', 'firm', '0', '1000000', '1000000', 0],
    ['anthropic-google', 'price', 'firm', '0', '0', null, 1],
    ['openai-aws', 'compute', 'firm', '200000', '0', '999999', 1],
    ['openai-aws', 'more', 'option', '0', '0', null, 1],
    ['openai-google-cloud', 'compute', 'firm', '0', '0', null, 1],
    ['openai-google-cloud', 'price', 'firm', '0', '0', null, 1],
  ] as const)('%s/%s is an interval in %s', (deal, leg, account, low, stated, high, unstated) => {
    expect(held(deal, leg, account)).toMatchObject({ low, stated, high, unstated });
  });

  it('has OpenAI owe 588 bn USD firm as payments, and one undisclosed sum', () => {
    const owed = ['openai-oracle', 'openai-microsoft', 'openai-aws', 'openai-google-cloud', 'openai-nvidia']
      .flatMap((deal) => [...recorded.deal(deal).legs.values()])
      .filter((leg) => leg.terms.kind === 'payment' && leg.obligor === 'openai')
      .reduce((sum, leg) => add(sum, balanceOf(leg, 'firm')), ZERO);
    expect(printAmount(owed)).toEqual({ low: '588000000000', stated: '588000000000', high: null, unstated: 1 });
  });

  it("peels Microsoft's exclusivity off in steps", () => {
    const { rights } = recorded.deal('openai-microsoft');
    expect([...rights].map(([right, { terms, endedOn }]) => [right, terms.kind, endedOn])).toEqual([
      ['exclusivity', 'exclusivity', '2025-01-21'],
      ['first-refusal', 'first-refusal', '2025-10-28'],
    ]);
  });
});

function held(deal: string, leg: string, account: Account) {
  const state = recorded.deal(deal).legs.get(leg);
  if (!state) throw new Error(`${deal} has no leg ${leg}`);
  return { ...printAmount(balanceOf(state, account)), unit: state.terms.quantity.unit };
}
