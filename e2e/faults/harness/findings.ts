/** What is wrong with a book after a fault, counted; and in words, for whoever has to find out why. */
export interface Findings {
  lost: number;
  doubled: number;
  gaps: number;
  readonly words: string[];
}

export function noFindings(): Findings {
  return { lost: 0, doubled: 0, gaps: 0, words: [] };
}

export function isClean({ lost, doubled, gaps, words }: Findings): boolean {
  return lost + doubled + gaps + words.length === 0;
}

interface Numbered {
  readonly position: number;
  readonly hash: string;
}

/** Compares what somebody has of a book, in its order, with the ledger: each event once, in order, with its hash. */
export function compare(findings: Findings, who: string, has: readonly Numbered[], ledger: readonly Numbered[]): void {
  const hashes = new Map(ledger.map(({ position, hash }) => [position, hash]));
  const seen = new Set<number>();
  let last = 0;
  for (const { position, hash } of has) {
    if (seen.has(position)) count(findings, 'doubled', `${who} has ${position} twice`);
    else if (position !== last + 1) count(findings, 'gaps', `${who} has ${position} after ${last}`);
    if (hashes.get(position) !== hash) findings.words.push(`${who} has another event at ${position}`);
    seen.add(position);
    last = position;
  }
  const missing = ledger.filter(({ position }) => !seen.has(position));
  findings.lost += missing.length;
  if (missing.length > 0) findings.words.push(`${who} lacks ${missing.length} events, first ${missing[0]?.position}`);
}

export function count(findings: Findings, kind: 'lost' | 'doubled' | 'gaps', words: string): void {
  findings[kind] += 1;
  findings.words.push(words);
}
