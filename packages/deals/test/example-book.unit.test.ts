import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldAlternative } from '../src/alternative.ts';
import { printAmount } from '../src/amount.ts';
import type { DealState } from '../src/deal.ts';
import type { DealHistory } from '../src/deal-history.ts';
import { openDisputesIn } from '../src/facts.ts';
import { balanceOf, type LegState } from '../src/leg.ts';
import { ACCOUNTS } from '../src/leg-terms.ts';
import { isRefusal } from '../src/refusal.ts';
import { eventsOf } from '../src/stream.ts';
import { OpenBook } from './open-book.ts';

interface Line {
  readonly idempotencyKey: string;
  readonly type: string;
  readonly deal?: string;
  readonly announcedOn: string;
  readonly evidence: readonly { readonly publisher: string; readonly tier: string; readonly url?: string }[];
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
const deals = new Set(lines.flatMap((line) => line.deal ?? []));

/** What the article states (s) and what the public record states (d): each has a line that is named after it. */
const ROWS = [
  ...Array.from({ length: 12 }, (_, i) => `s${i + 1}`),
  ...'d00 d01 d02 d03 d04 d06 d07 d08 d09 d10 d11 d12 d14 d15 d16 d17 d18 d19 d20 d21'.split(' '),
  ...'d23 d24 d25 d26 d28 d30 d31 d33 d34 d35 d36'.split(' '),
];

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

  it('registers its parties first', () => {
    const types = lines.map((line) => line.type);
    expect(types.lastIndexOf('PartyRegistered')).toBe(17);
    expect(types.slice(0, 18)).toEqual(Array(18).fill('PartyRegistered'));
  });

  it('has a line for every statement of the article and of the record, and no line for anything else', () => {
    const named = lines.flatMap(({ idempotencyKey }) => idempotencyKey.match(/(?<=^|-)[sd]\d+(?=-)/g) ?? []);
    expect([...new Set(named)].sort()).toEqual([...ROWS].sort());
    const others = lines.filter(({ idempotencyKey }) => !/^([sd]\d+-)+[a-z]/.test(idempotencyKey));
    expect(new Set(others.map((line) => line.type))).toEqual(new Set(['PartyRegistered']));
  });

  it('needs no leg to be named as no duplicate', () => {
    expect(JSON.stringify(lines)).not.toContain('notDuplicateOf');
  });

  it('calls a filing only what was read there, and never a copy of it', () => {
    const filings = lines.flatMap(({ idempotencyKey, evidence }) =>
      evidence.some((source) => source.tier === 'filing') ? [idempotencyKey] : [],
    );
    expect(filings).toEqual(['d03-openai-coreweave', 'd17-amd-warrant', 'd20-quarterly-filing', 'd23-meta-nebius']);
    expect(new Set(lines.flatMap(({ evidence }) => evidence.map(({ tier }) => tier)))).toEqual(
      new Set(['filing', 'press', 'analyst']),
    );
  });

  it("peels Microsoft's exclusivity off in steps", () => {
    const { rights } = recorded.deal('openai-microsoft');
    expect([...rights].map(([right, { terms, endedOn }]) => [right, terms.kind, endedOn])).toEqual([
      ['exclusivity', 'exclusivity', '2025-01-21'],
      ['first-refusal', 'first-refusal', '2025-10-28'],
    ]);
  });

  it("lets Meta leave Nebius where a tranche is late, and grants nobody else's early exit", () => {
    const exits = [...deals].flatMap((deal) =>
      [...recorded.deal(deal).rights.values()].filter(({ terms }) => terms.kind === 'early-exit').map(() => deal),
    );
    expect(exits).toEqual(['meta-nebius']);
  });

  it('leaves two disputes open: one with other words, which fold, and one without', () => {
    const disputed = [...deals].flatMap((deal) => {
      const { newest } = recorded.history(`deal/${deal}`) as DealHistory;
      const events = eventsOf(newest);
      const { leftAside } = foldAlternative(events) ?? { leftAside: [] };
      return [...openDisputesIn(events)].map(([event, { alternative }]) => {
        const { type, version } = events.find((one) => one.event === event) ?? {};
        return [deal, type, version, alternative !== null, leftAside];
      });
    });
    expect(disputed).toEqual([
      ['openai-nvidia', 'DealTerminated', 3, false, []],
      ['openai-aws', 'DealAmended', 3, true, []],
    ]);
  });

  it('takes the first event that the README posts to it', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, posted = ''] = /\/events \\\n.*? -d '(.*?)'\n/s.exec(readme) ?? [];
    const copy = new OpenBook();
    for (const { idempotencyKey: _, ...command } of lines) copy.post(command);
    expect(copy.post(JSON.parse(posted))).toMatchObject({ events: [{ stream: 'deal/openai-aws' }] });
    expect(copy.events.at(-1)?.announcedOn.localeCompare(lines.at(-1)?.announcedOn ?? '')).toBe(1);
  });

  it('holds of every leg what was stated, in the account where it stands in the end', () => {
    const held = [...deals].flatMap((deal) => [...recorded.deal(deal).legs.values()].flatMap((l) => holdings(deal, l)));
    expect([...held].sort()).toEqual([...HELD].sort());
  });
});

/** `deal/leg obligor>obligee account low stated high +unstated unit`; in bn where it is a currency. */
const HELD = [
  'openai-coreweave/price openai>coreweave firm 0 11.9 11.9 +0 bn USD',
  'openai-coreweave/stock coreweave>openai firm 0.35 0.35 0.35 +0 bn USD',
  'openai-coreweave/expansion openai>coreweave firm 0 4 4 +0 bn USD',
  'openai-coreweave/expansion-2 openai>coreweave firm 0 6.5 6.5 +0 bn USD',
  'openai-oracle/capacity oracle>openai firm 4500 4500 4500 +0 MW',
  'openai-oracle/price openai>oracle firm 300 300 300 +0 bn USD',
  'meta-google-cloud/price meta>google firm 10 10 unbounded +0 bn USD',
  'microsoft-nebius/price microsoft>nebius firm 17.4 17.4 17.4 +0 bn USD',
  'microsoft-nebius/more microsoft>nebius option 2 2 2 +0 bn USD',
  'nvidia-coreweave/backstop nvidia>coreweave conditional 0 6.3 6.3 +0 bn USD',
  'openai-nvidia/equity nvidia>openai lapsed 0 100 100 +0 bn USD',
  'openai-nvidia/chips nvidia>openai intent 10000 10000 unbounded +0 MW',
  'meta-coreweave/price meta>coreweave firm 0 14.2 14.2 +0 bn USD',
  'meta-coreweave/more meta>coreweave option 0 0 unbounded +1 bn USD',
  'openai-amd/first-gigawatt amd>openai firm 1000 1000 1000 +0 MW',
  'openai-amd/further-gigawatts amd>openai conditional 0 5000 5000 +0 MW',
  'openai-amd/warrant amd>openai conditional 0 160000000 160000000 +0 share',
  'openai-broadcom/chips broadcom>openai intent 10000 10000 10000 +0 MW',
  'anthropic-google/tpus google>anthropic firm 0 1000000 1000000 +0 accelerator',
  'anthropic-google/power google>anthropic firm 1000 1000 unbounded +0 MW',
  'anthropic-google/price anthropic>google firm 0 0 unbounded +1 bn USD',
  'openai-microsoft/azure openai>microsoft firm 250 250 250 +0 bn USD',
  'openai-aws/compute aws>openai firm 200000 0 999999 +1 accelerator',
  'openai-aws/price openai>aws firm 38 38 38 +0 bn USD',
  'openai-aws/more aws>openai option 0 0 unbounded +1 accelerator',
  'openai-aws/expansion openai>aws firm 100 100 100 +0 bn USD',
  'openai-aws/trainium aws>openai firm 2000 2000 2000 +0 MW',
  'openai-google-cloud/compute google>openai firm 0 0 unbounded +1 accelerator',
  'openai-google-cloud/price openai>google firm 0 0 unbounded +1 bn USD',
  'meta-nebius/price meta>nebius firm 2.9 2.9 2.9 +0 bn USD',
  'microsoft-iren/price microsoft>iren firm 9.7 9.7 9.7 +0 bn USD',
  'microsoft-iren/capacity iren>microsoft firm 200 200 200 +0 MW-IT',
  'iren-dell/price iren>dell firm 5.8 5.8 5.8 +0 bn USD',
  'iren-dell/chips dell>iren firm 0 0 unbounded +1 accelerator',
  'anthropic-microsoft-nvidia/azure anthropic>microsoft firm 30 30 30 +0 bn USD',
  'anthropic-microsoft-nvidia/capacity microsoft>anthropic firm 0 1000 1000 +0 MW',
  'anthropic-microsoft-nvidia/equity-microsoft microsoft>anthropic conditional 0 5 5 +0 bn USD',
  'anthropic-microsoft-nvidia/equity-nvidia nvidia>anthropic conditional 0 10 10 +0 bn USD',
  'openai-cerebras/price openai>cerebras firm 10 10 unbounded +0 bn USD',
  'openai-cerebras/capacity cerebras>openai firm 0 750 750 +0 MW',
  'nvidia-openai-equity/equity nvidia>openai firm 30 30 30 +0 bn USD',
  'meta-amd/chips amd>meta conditional 0 6000 6000 +0 MW',
  'meta-amd/warrant amd>meta conditional 0 160000000 160000000 +0 share',
  'amazon-openai-equity/equity amazon>openai firm 15 15 15 +0 bn USD',
  'amazon-openai-equity/further-equity amazon>openai conditional 35 35 35 +0 bn USD',
];

function holdings(deal: DealState['deal'], leg: LegState): readonly string[] {
  const { unit } = leg.terms.quantity;
  const inBn = (value: string) => (unit === 'USD' ? String(Number(value) / 1e9) : value);
  return ACCOUNTS.flatMap((account) => {
    const { low, stated, high, unstated } = printAmount(balanceOf(leg, account));
    if (low === '0' && stated === '0' && high === '0' && unstated === 0) return [];
    const amount = `${inBn(low)} ${inBn(stated)} ${high === null ? 'unbounded' : inBn(high)} +${unstated}`;
    const pair = `${leg.obligor}>${leg.obligee}`;
    return [`${deal}/${leg.terms.leg} ${pair} ${account} ${amount} ${unit === 'USD' ? 'bn USD' : unit}`];
  });
}
