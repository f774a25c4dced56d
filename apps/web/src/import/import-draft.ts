import { PLAIN_READING, type Reading } from './import-file.ts';

/** What is being imported outlives a reload: kept in this browser, one for each book. */

export interface ImportDraft {
  readonly text: string;
  /** The name of the file that it comes from; '' where it was pasted. */
  readonly name: string;
  readonly reading: Reading;
}

export const NO_DRAFT: ImportDraft = { text: '', name: '', reading: PLAIN_READING };

/** Longer texts are files that can be chosen again, and would fill up what a browser keeps. */
const MOST_KEPT = 1_000_000;

const keyOf = (book: string) => `offtake.import.${book}`;

export function loadImport(book: string): ImportDraft {
  const kept = localStorage.getItem(keyOf(book));
  if (!kept) return NO_DRAFT;
  try {
    return { ...NO_DRAFT, ...(JSON.parse(kept) as Partial<ImportDraft>) };
  } catch {
    return NO_DRAFT;
  }
}

export function keepImport(book: string, draft: ImportDraft): void {
  if (draft.text === '' || draft.text.length > MOST_KEPT) localStorage.removeItem(keyOf(book));
  else localStorage.setItem(keyOf(book), JSON.stringify(draft));
}
