import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ProjectedBook } from '../api/projections.ts';
import { useBook } from '../app/place.ts';
import { exactNumber } from '../numbers/format-amount.ts';
import { useWords } from '../words/use-words.ts';
import { HaltedBook } from './halted-book.tsx';

const CELL = 'px-3 align-top max-md:inline-block max-md:pr-0 max-md:pl-4 md:py-2.5';
const COLUMNS = 5;

/** A book as a row, and under it what keeps it from going on. Where the table is too narrow for a head, cells name themselves. */
export function BookRows({ of }: { readonly of: ProjectedBook }) {
  const { locale } = useWords();
  const { books } = useBook();
  const { book, position, checkpoint, setAside } = of;
  const halted = of.state === 'halted';
  const line = halted || setAside ? '' : 'md:border-b md:border-line md:group-last:border-b-0';
  return (
    <tbody
      data-testid="projected-book"
      data-book={book}
      data-state={of.state}
      className={`group max-md:block max-md:border-b max-md:border-line max-md:py-3 ${halted ? 'bg-bad-wash' : ''}`}
    >
      <tr className="max-md:block">
        <th scope="row" className={`px-4 text-left align-top font-medium max-md:block md:py-2.5 ${line}`}>
          {books.find((each) => each.book === book)?.name}
          <code className="block text-label font-normal text-soft max-md:mb-1">{book}</code>
        </th>
        <td className={`${CELL} ${line}`}>
          <StateBadge halted={halted} />
        </td>
        <td className={`${CELL} md:text-right ${line}`}>
          <InlineName>
            <Trans>Position</Trans>
          </InlineName>
          {exactNumber(locale, String(position))}
        </td>
        <td className={`${CELL} md:text-right ${line}`}>
          <InlineName>
            <Trans>Checkpoint</Trans>
          </InlineName>
          {exactNumber(locale, String(checkpoint))}
        </td>
        <td className={`${CELL} md:pr-4 md:text-right ${line}`}>
          <InlineName>
            <Trans>Events behind</Trans>
          </InlineName>
          <Lag of={of} />
        </td>
      </tr>
      {halted || setAside ? (
        <tr className="max-md:block">
          <td
            colSpan={COLUMNS}
            className="px-4 pb-3 max-md:block max-md:pt-2 max-md:pb-0 md:border-b md:border-line md:group-last:border-b-0"
          >
            {halted ? <HaltedBook of={of} /> : null}
            {setAside ? (
              <p className="[overflow-wrap:anywhere]">
                <Trans>The relay does not publish it any further: {setAside}</Trans>
              </p>
            ) : null}
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

function StateBadge({ halted }: { readonly halted: boolean }) {
  const tone = halted ? 'bg-bad text-surface' : 'bg-wash text-accent';
  return (
    <span className={`inline-block rounded-sm px-1.5 text-label font-medium ${tone}`}>
      {halted ? <Trans>halted</Trans> : <Trans>live</Trans>}
    </span>
  );
}

function Lag({ of: { lag, unknownSince } }: { readonly of: ProjectedBook }) {
  const { locale, moment } = useWords();
  if (lag !== null)
    return <span className={lag > 0 ? 'font-medium text-warn' : ''}>{exactNumber(locale, String(lag))}</span>;
  if (!unknownSince) return <Trans>unknown</Trans>;
  return <Trans>unknown since {moment(unknownSince)}</Trans>;
}

function InlineName({ children }: { readonly children: ReactNode }) {
  return <span className="mr-1 text-label text-soft md:hidden">{children}</span>;
}
