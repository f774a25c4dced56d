import { useLingui } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import { useCurrentBook } from './current-book.tsx';
import { useBook, useOpenBook } from './place.ts';

/** The book on screen; a choice where there is more than one. */
export function BookSwitcher() {
  const { t } = useLingui();
  const { books } = useBook();
  const current = useCurrentBook();
  const openBook = useOpenBook();
  const { inNameOrder } = useWords();
  if (books.length < 2)
    return <span className="truncate border-l border-line pl-3 text-soft max-sm:hidden">{current.name}</span>;
  return (
    <select
      aria-label={t`Book`}
      data-testid="book-switch"
      className="picker min-w-0"
      value={current.book}
      onChange={(event) => openBook(event.target.value)}
    >
      {inNameOrder(books, ({ name }) => name).map(({ book, name }) => (
        <option key={book} value={book}>
          {name}
        </option>
      ))}
    </select>
  );
}
