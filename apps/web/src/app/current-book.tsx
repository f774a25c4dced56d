import { createContext, type ReactNode, useContext } from 'react';
import type { BookRow } from '../api/shapes.ts';

const CurrentBook = createContext<BookRow | null>(null);

export function CurrentBookProvider({ book, children }: { readonly book: BookRow; readonly children: ReactNode }) {
  return <CurrentBook value={book}>{children}</CurrentBook>;
}

/** The book that every screen inside the shell reads. */
export function useCurrentBook(): BookRow {
  const book = useContext(CurrentBook);
  if (!book) throw new Error('outside of the shell there is no book');
  return book;
}
