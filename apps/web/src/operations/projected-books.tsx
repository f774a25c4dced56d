import { Plural, Trans } from '@lingui/react/macro';
import type { ProjectedBook } from '../api/projections.ts';
import { Section } from '../design/section.tsx';
import { BookRows } from './book-rows.tsx';

const HEAD = 'border-b border-rule px-3 py-2 font-medium text-soft';

/** How far each book is; one that stands still says why, and can be told to go on. */
export function ProjectedBooks({ books }: { readonly books: readonly ProjectedBook[] }) {
  const halted = books.filter(({ state }) => state === 'halted').length;
  return (
    <Section title={<Trans>Books</Trans>} testId="projected-books">
      <p role="status" className={`px-4 pb-3 ${halted > 0 ? 'font-medium text-bad' : 'text-soft'}`}>
        {halted > 0 ? (
          <Plural
            value={halted}
            one="# book stands still; all others go on."
            other="# books stand still; all others go on."
          />
        ) : (
          <Trans>No book stands still.</Trans>
        )}
      </p>
      <table className="w-full border-separate border-spacing-0 max-md:block">
        <caption className="sr-only">
          <Trans>Books and how far their numbers are</Trans>
        </caption>
        <thead className="max-md:sr-only">
          <tr>
            <th scope="col" className={`${HEAD} pl-4 text-left`}>
              <Trans>Book</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              <Trans>State</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              <Trans>Position</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              <Trans>Checkpoint</Trans>
            </th>
            <th scope="col" className={`${HEAD} pr-4 text-right`}>
              <Trans>Events behind</Trans>
            </th>
          </tr>
        </thead>
        {books.map((each) => (
          <BookRows key={each.book} of={each} />
        ))}
      </table>
    </Section>
  );
}
