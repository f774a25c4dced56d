import type { I18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DealRow } from '../api/shapes.ts';
import { keepPlace, useSetUrl, useUrl } from '../app/place.ts';
import { scrollingMain } from '../design/scrolling-main.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { nameOrder } from '../words/name-order.ts';
import { useWords } from '../words/use-words.ts';
import { STATE_WORDS } from '../words/vocabulary.ts';
import { DealStateBadge } from './deal-state-badge.tsx';
import { DealTotals } from './deal-totals.tsx';
import { dealsSheet } from './deals-sheet.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const helper = createColumnHelper<typeof features, DealRow>();
/** The columns, in the order of the language's own names. */
const columnsIn = (i18n: I18n, locale: string) => {
  const order = nameOrder(locale);
  const stateOf = ({ original: { state } }: { readonly original: DealRow }) => {
    const word = STATE_WORDS[state];
    return word ? i18n._(word) : state;
  };
  return helper.columns([
    helper.accessor('title', { id: 'title', sortFn: (a, b) => order(a.original.title, b.original.title) }),
    helper.accessor('state', { id: 'state', sortFn: (a, b) => order(stateOf(a), stateOf(b)) }),
    helper.accessor('announcedOn', { id: 'announcedOn', sortFn: sortFn_basic }),
    helper.accessor('lastConfirmedOn', { id: 'lastConfirmedOn', sortFn: sortFn_basic }),
  ]);
};
type Column = 'title' | 'state' | 'announcedOn' | 'lastConfirmedOn';

const NEWEST_FIRST = '-announcedOn';
const ROW_HEIGHT_PX = 64;

/** The register as a table; only the rows in sight are in the page. */
export function DealsTable({ deals }: { readonly deals: readonly DealRow[] }) {
  const { sort = NEWEST_FIRST } = useUrl();
  const rows = useSorted(deals, sort);
  return (
    <>
      <div className="flex items-center justify-between gap-4 px-4 pt-2 text-soft">
        <Plural value={rows.length} one="# deal" other="# deals" />
        <ExportMenu sheet={() => dealsSheet(rows)} />
      </div>
      <table className="w-full border-separate border-spacing-0" aria-rowcount={rows.length}>
        <thead className="max-md:sr-only">
          <tr>
            <Heading column="title" sort={sort} className="pl-4 text-left">
              <Trans>Deal</Trans>
            </Heading>
            <Heading column="state" sort={sort} className="text-left">
              <Trans>State</Trans>
            </Heading>
            <th scope="col" className="border-b border-rule px-3 py-2 text-right font-medium text-soft">
              <Trans>Held</Trans>
            </th>
            <Heading column="announcedOn" sort={sort} className="text-right">
              <Trans>Announced</Trans>
            </Heading>
            <Heading column="lastConfirmedOn" sort={sort} className="pr-4 text-right">
              <Trans>Last confirmed</Trans>
            </Heading>
          </tr>
        </thead>
        <RowsInSight deals={rows} />
      </table>
    </>
  );
}

/** Sorted once, not for every row that comes into sight: the React compiler leaves out what uses a table or a virtualizer. */
function useSorted(deals: readonly DealRow[], sort: string): readonly DealRow[] {
  const { i18n } = useLingui();
  const { locale } = i18n;
  const columns = useMemo(() => columnsIn(i18n, locale), [i18n, locale]);
  const sorting = useMemo(() => [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }], [sort]);
  const table = useTable({
    features,
    columns,
    data: deals as DealRow[],
    state: { sorting },
    getRowId: (row) => row.deal,
  });
  const { rows } = table.getRowModel();
  return useMemo(() => rows.map(({ original }) => original), [rows]);
}

function RowsInSight({ deals }: { readonly deals: readonly DealRow[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  // The same one at each drawing: with another, all rows are laid out anew.
  const keyOf = useCallback((index: number) => deals[index]?.deal ?? index, [deals]);
  const virtual = useVirtualizer({
    count: deals.length,
    getScrollElement: scrollingMain,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
    scrollMargin: top,
    getItemKey: keyOf,
  });
  const shown = virtual.getVirtualItems();
  const before = Math.max(0, (shown[0]?.start ?? 0) - top);
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? 0) - top);
  return (
    <tbody ref={body}>
      <Spacer height={before} />
      {shown.map(({ index }) => {
        const deal = deals[index];
        return deal ? <Row key={deal.deal} deal={deal} index={index} measure={virtual.measureElement} /> : null;
      })}
      <Spacer height={after} />
    </tbody>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={5} style={{ height }} />
    </tr>
  );
}

interface HeadingProps {
  readonly column: Column;
  readonly sort: string;
  readonly className: string;
  readonly children: React.ReactNode;
}

function Heading({ column, sort, className, children }: HeadingProps) {
  const setUrl = useSetUrl();
  const { t } = useLingui();
  const down = sort === `-${column}`;
  const up = sort === column;
  return (
    <th
      scope="col"
      aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}
      className={`border-b border-rule px-3 py-2 font-medium text-soft ${className}`}
    >
      <button
        type="button"
        title={t`Sort`}
        className="hover:text-ink"
        onClick={() => void setUrl({ sort: down ? column : `-${column}` })}
      >
        {children} <span aria-hidden>{up ? '↑' : down ? '↓' : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly deal: DealRow;
  readonly index: number;
  readonly measure: (element: Element | null) => void;
}

const CELL = 'px-4 align-top max-md:block md:border-b md:border-line md:px-3 md:py-2.5';

function Row({ deal, index, measure }: RowProps) {
  const { day } = useWords();
  const nameOf = usePartyName();
  return (
    <tr
      ref={measure}
      data-index={index}
      data-testid="deal-row"
      data-deal={deal.deal}
      className="group max-md:block max-md:border-b max-md:border-line max-md:py-3 hover:bg-page"
    >
      <th scope="row" className={`${CELL} text-left font-normal md:pl-4`}>
        <Link
          to="/deals/$deal"
          params={{ deal: deal.deal }}
          search={keepPlace()}
          className="linklike inline-block text-body font-medium"
        >
          {deal.title}
        </Link>
        <span className="block text-soft">{deal.parties.map(nameOf).join(', ')}</span>
      </th>
      <td className={CELL}>
        <DealStateBadge state={deal.state} flags={deal.flags} />
      </td>
      <td className={`${CELL} md:text-right`}>
        <DealTotals deal={deal.deal} totals={deal.totals} />
      </td>
      <td className={`${CELL} whitespace-nowrap text-soft md:text-right`}>{day(deal.announcedOn)}</td>
      <td className={`${CELL} whitespace-nowrap text-soft max-md:hidden md:pr-4 md:text-right`}>
        {day(deal.lastConfirmedOn)}
      </td>
    </tr>
  );
}
