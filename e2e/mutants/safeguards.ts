import { ACCESS_SAFEGUARDS } from './access-safeguards.ts';
import { BOOK_SAFEGUARDS } from './book-safeguards.ts';
import { LEDGER_SAFEGUARDS } from './ledger-safeguards.ts';
import { LOG_SAFEGUARDS } from './log-safeguards.ts';
import type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...LEDGER_SAFEGUARDS,
  ...LOG_SAFEGUARDS,
  ...ACCESS_SAFEGUARDS,
  ...BOOK_SAFEGUARDS,
];
