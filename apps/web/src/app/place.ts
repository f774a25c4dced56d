import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { booksRead } from '../api/reads.ts';
import type { BookRow } from '../api/shapes.ts';
import { openingOf, placeOf, type UrlState } from './url-state.ts';

/** Where the reader stands, as the URL says it. */
export function useUrl(): UrlState {
  return useSearch({ strict: false });
}

/** Changes parts of the URL's state; `undefined` takes a part out. */
export function useSetUrl() {
  const navigate = useNavigate();
  return (change: { readonly [K in keyof UrlState]?: UrlState[K] | undefined }, replace = true) => {
    const search = (before: UrlState) => without({ ...before, ...change });
    return navigate({ to: '.', search, replace, resetScroll: false });
  };
}

export function useOpenBook(): (book: string) => void {
  const setUrl = useSetUrl();
  return (book) => void setUrl(openingOf(book), false);
}

function without(state: Readonly<Record<string, unknown>>): UrlState {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

/** The search of a link that keeps the book and the coordinates. */
export function keepPlace(more: UrlState = {}): (before: UrlState) => UrlState {
  return (before) => ({ ...placeOf(before), ...more });
}

/** The book on screen: the one that the URL names, else the first that may be read. */
export function useBook(): { readonly book: BookRow | null; readonly books: readonly BookRow[] } {
  const { book: named } = useUrl();
  const { data: books = [] } = useQuery(booksRead);
  return { book: books.find((each) => each.book === named) ?? (named ? null : (books[0] ?? null)), books };
}
