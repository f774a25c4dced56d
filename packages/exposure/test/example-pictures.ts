/**
 * What the example book says at five moments of its own past, derived by hand from its lines: every sum by kind, unit
 * and account, as `kind unit account low stated high +unstated`, currencies in bn. Each picture names what it adds.
 */
export interface Picture {
  /** A reader of the news on this day. */
  readonly knownAt: string;
  readonly sums: readonly string[];
  /** Stated firm payments of OpenAI in bn USD, by counterparty; `+1` beside what is undisclosed. */
  readonly openaiPays: Readonly<Record<string, string>>;
  /** Of those payments, to the tenth; null where there is none. */
  readonly hhi: string | null;
  /** Rights that have not ended. */
  readonly rights: readonly string[];
  readonly targets: readonly string[];
}

const STARGATE = ['stargate', 'stargate-at-first'];
const STATED = [...STARGATE, 'compute-build-out', 'initial-public-offering'];

export const PICTURES: readonly Picture[] = [
  {
    // Nobody owes anything yet: one deal without legs, its exclusivity just turned into a right of first refusal.
    knownAt: '2025-01-31',
    sums: [],
    openaiPays: {},
    hhi: null,
    rights: ['openai-microsoft/first-refusal'],
    targets: STARGATE,
  },
  {
    // firm payments  low    300 Oracle + 17.4 Nebius + 10 Meta to Google (at least); what is "up to" counts 0 here
    //                stated the same + 22.4 CoreWeave of OpenAI (11.9 + 4 + 6.5) + 14.2 CoreWeave of Meta
    //                high   unbounded, for the "at least"
    // options        2 Nebius, and one undisclosed at CoreWeave
    // guarantee 6.3 (up to), stock of CoreWeave 0.35, Oracle's 4,500 MW
    // letter of intent with Nvidia: up to 100 of equity, at least 10,000 MW of chips
    knownAt: '2025-09-30',
    sums: [
      'capacity MW firm 4500 4500 4500 +0',
      'chips MW intent 10000 10000 unbounded +0',
      'equity USD intent 0 100 100 +0',
      'guarantee USD conditional 0 6.3 6.3 +0',
      'payment USD firm 327.4 364 unbounded +0',
      'payment USD option 2 2 unbounded +1',
      'shares USD firm 0.35 0.35 0.35 +0',
    ],
    // 300² + 22.4² = 90,501.76; 322.4² = 103,941.76
    openaiPays: { coreweave: '22.4', oracle: '300' },
    hhi: '8707.0',
    rights: ['openai-microsoft/first-refusal'],
    targets: STARGATE,
  },
  {
    // firm payments  low and stated + 250 Azure + 38 AWS + 2.9 Nebius + 9.7 IREN + 5.8 Dell = + 306.4
    //                two undisclosed: OpenAI to Google, Anthropic to Google; that of AWS was filled in the same day
    // capacity MW    + at least 1,000 of Google for Anthropic
    // accelerators   0 to 1,000,000 TPUs (stated 1,000,000); 200,000 to 999,999 at AWS (not stated: one undisclosed);
    //                one undisclosed at Google for OpenAI
    // MW-IT          200 of IREN, never added to MW
    // chips MW       1,000 of AMD firm, up to 5,000 conditional; Broadcom's 10,000 beside Nvidia's, in intent
    // chips          Dell's accelerators, undisclosed
    // shares         AMD's warrant, up to 160,000,000
    knownAt: '2025-11-03',
    sums: [
      'capacity MW firm 5500 5500 unbounded +0',
      'capacity MW-IT firm 200 200 200 +0',
      'capacity accelerator firm 200000 1000000 unbounded +2',
      'capacity accelerator option 0 0 unbounded +1',
      'chips MW conditional 0 5000 5000 +0',
      'chips MW firm 1000 1000 1000 +0',
      'chips MW intent 20000 20000 unbounded +0',
      'chips accelerator firm 0 0 unbounded +1',
      'equity USD intent 0 100 100 +0',
      'guarantee USD conditional 0 6.3 6.3 +0',
      'payment USD firm 633.8 670.4 unbounded +2',
      'payment USD option 2 2 unbounded +1',
      'shares USD firm 0.35 0.35 0.35 +0',
      'shares share conditional 0 160000000 160000000 +0',
    ],
    // 250² + 300² + 38² + 22.4² = 154,445.76; 610.4² = 372,588.16. What Google gets is not known, and counts nothing.
    openaiPays: { aws: '38', coreweave: '22.4', google: '0 +1', microsoft: '250', oracle: '300' },
    hhi: '4145.2',
    rights: ['meta-nebius/leave-if-late'],
    targets: STATED,
  },
  {
    // The headline of 100 has shrunk to 30 that is firm: the letter of intent lapses, but for its chips.
    // firm payments  + 30 of Anthropic to Azure + at least 10 of OpenAI to Cerebras
    // capacity MW    + up to 1,000 of Azure + up to 750 of Cerebras: low stays, stated + 1,750
    // equity         30 of Nvidia in OpenAI firm; up to 5 of Microsoft and up to 10 of Nvidia in Anthropic conditional
    knownAt: '2026-02-20',
    sums: [
      'capacity MW firm 5500 7250 unbounded +0',
      'capacity MW-IT firm 200 200 200 +0',
      'capacity accelerator firm 200000 1000000 unbounded +2',
      'capacity accelerator option 0 0 unbounded +1',
      'chips MW conditional 0 5000 5000 +0',
      'chips MW firm 1000 1000 1000 +0',
      'chips MW intent 20000 20000 unbounded +0',
      'chips accelerator firm 0 0 unbounded +1',
      'equity USD conditional 0 15 15 +0',
      'equity USD firm 30 30 30 +0',
      'equity USD lapsed 0 100 100 +0',
      'guarantee USD conditional 0 6.3 6.3 +0',
      'payment USD firm 673.8 710.4 unbounded +2',
      'payment USD option 2 2 unbounded +1',
      'shares USD firm 0.35 0.35 0.35 +0',
      'shares share conditional 0 160000000 160000000 +0',
    ],
    // 154,445.76 + 10² = 154,545.76; 620.4² = 384,896.16
    openaiPays: { aws: '38', cerebras: '10', coreweave: '22.4', google: '0 +1', microsoft: '250', oracle: '300' },
    hhi: '4015.3',
    rights: ['meta-nebius/leave-if-late'],
    targets: [...STATED, 'compute-by-2030'],
  },
  {
    // firm payments  + 100 of OpenAI to AWS, as recorded
    // capacity MW    + 2,000 of Trainium at AWS
    // chips MW       + up to 6,000 of AMD for Meta, conditional, and a second warrant of up to 160,000,000 shares
    // equity         + 15 of Amazon firm, + 35 on conditions
    knownAt: '2026-02-28',
    sums: [
      'capacity MW firm 7500 9250 unbounded +0',
      'capacity MW-IT firm 200 200 200 +0',
      'capacity accelerator firm 200000 1000000 unbounded +2',
      'capacity accelerator option 0 0 unbounded +1',
      'chips MW conditional 0 11000 11000 +0',
      'chips MW firm 1000 1000 1000 +0',
      'chips MW intent 20000 20000 unbounded +0',
      'chips accelerator firm 0 0 unbounded +1',
      'equity USD conditional 35 50 50 +0',
      'equity USD firm 45 45 45 +0',
      'equity USD lapsed 0 100 100 +0',
      'guarantee USD conditional 0 6.3 6.3 +0',
      'payment USD firm 773.8 810.4 unbounded +2',
      'payment USD option 2 2 unbounded +1',
      'shares USD firm 0.35 0.35 0.35 +0',
      'shares share conditional 0 320000000 320000000 +0',
    ],
    // 250² + 300² + 138² + 22.4² + 10² = 172,145.76; 720.4² = 518,976.16
    openaiPays: { aws: '138', cerebras: '10', coreweave: '22.4', google: '0 +1', microsoft: '250', oracle: '300' },
    hhi: '3317.0',
    rights: ['meta-nebius/leave-if-late'],
    targets: [...STATED, 'compute-by-2030'],
  },
];

/** The last picture under the disputed amendment's other version: 38 becomes 100, and nothing is added to it. */
export const ALTERNATIVE = {
  knownAt: '2026-02-28',
  // 773.8 - 100 + 62, and 810.4 - 100 + 62; nothing else is read otherwise.
  payments: 'payment USD firm 735.8 772.4 unbounded +2',
  // 250² + 300² + 100² + 22.4² + 10² = 163,101.76; 682.4² = 465,669.76
  hhi: '3502.5',
};

/** Without Cerebras, whose 10 bn are a floor that only the press reports: 10,000 times the shares' squares. */
export const HHI_OF_FOUR = {
  // 172,045.76 / 710.4²
  recorded: '3409.1',
  // 163,001.76 / 672.4²
  alternative: '3605.3',
};

/** A row of a sum in the words of a picture; whole units of USD become bn. */
export function worded(row: {
  readonly kind: string;
  readonly unit: string;
  readonly account?: string | null;
  readonly low: string;
  readonly stated: string;
  readonly high: string | null;
  readonly unstated: number;
}): string {
  const { kind, unit, account, low, stated, high, unstated } = row;
  const show = (value: string) => (unit === 'USD' ? inBn(value) : value);
  return `${kind} ${unit} ${account} ${show(low)} ${show(stated)} ${high === null ? 'unbounded' : show(high)} +${unstated}`;
}

/** `22400000000` → `22.4`. */
export function inBn(usd: string): string {
  return String(Number(usd) / 1e9);
}
