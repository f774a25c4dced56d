/** Which commands fit what was typed, and in which order. */

export interface Findable {
  readonly label: string;
  /** What else it may be sought by. */
  readonly alias?: string | undefined;
}

/** More than this nobody reads: type on instead. */
const MOST_FOUND = 40;

/** Those in which every word of the query is found, the best first; equals stay in their order. All where nothing is typed. */
export function rank<C extends Findable>(commands: readonly C[], query: string): readonly C[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, score: scoreOf(command, words) }))
    .filter((each): each is { command: C; score: number } => each.score !== null)
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST_FOUND)
    .map(({ command }) => command);
}

/** The lower the better; null: it does not fit. */
function scoreOf({ label, alias = '' }: Findable, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const score = Math.min(wordScore(plain(label), word), wordScore(plain(alias), word) + 1);
    if (score === Number.POSITIVE_INFINITY) return null;
    sum += score;
  }
  return sum;
}

/** 0 where a text begins with the word, 1 where a word of it does, 2 inside of one, 3 where only its letters come in order. */
function wordScore(text: string, word: string): number {
  if (text.startsWith(word)) return 0;
  if (text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 1;
  if (text.includes(word)) return 2;
  return hasInOrder(text, word) ? 3 : Number.POSITIVE_INFINITY;
}

/** One letter says nothing out of place. */
function hasInOrder(text: string, word: string): boolean {
  if (word.length < 2) return false;
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

/** Small letters without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
