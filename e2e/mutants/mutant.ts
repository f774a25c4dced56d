/** A safeguard, and the edit that takes it out. */
export interface Mutant {
  readonly safeguard: string;
  /** From the root of the checkout; a source, or a migration. */
  readonly file: string;
  /** Stands there once. */
  readonly find: string;
  readonly instead: string;
  /** The folder of the workspace whose tests must turn red, and which of its test files. */
  readonly workspace: string;
  readonly tests: readonly string[];
}

/** The text without the safeguard. @throws where what is to be taken out does not stand there exactly once */
export function mutated(text: string, { safeguard, file, find, instead }: Mutant): string {
  const [before = '', after, ...more] = text.split(find);
  if (after !== undefined && more.length === 0) return before + instead + after;
  const times = after === undefined ? 'nowhere' : `${more.length + 1} times`;
  throw new Error(`${safeguard}: what is to be taken out stands ${times} in ${file}:\n${find}`);
}
