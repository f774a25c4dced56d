import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { CalendarEntry } from '../api/rights-calendar.ts';
import { keepPlace } from '../app/place.ts';
import { Period } from '../deals/leg-terms.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { CALENDAR_KIND_WORDS, CALENDAR_STATE_WORDS } from '../words/calendar-words.ts';
import { useWords } from '../words/use-words.ts';
import { byYear, type TimeSpan } from './time-span.ts';
import { SpanHead, WindowBar } from './window-bar.tsx';

interface CalendarTableProps {
  readonly entries: readonly CalendarEntry[];
  readonly span: TimeSpan;
  readonly today: string;
}

const HEAD = 'border-b border-rule px-3 py-2 text-left align-bottom font-medium text-soft';
const CELL = 'px-4 align-top max-md:block max-md:py-0.5 md:border-b md:border-line md:px-3 md:py-2.5';

/** Every date in order, a year a section; each row says in words what its bar draws. */
export function CalendarTable({ entries, span, today }: CalendarTableProps) {
  return (
    <table className="w-full border-separate border-spacing-0 max-md:block md:table-fixed">
      <caption className="sr-only">
        <Trans>Rights, option windows and exits by date</Trans>
      </caption>
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={`${HEAD} w-40 pl-4`}>
            <Trans>Date</Trans>
          </th>
          <th scope="col" className={`${HEAD} w-[26%]`}>
            <Trans>What</Trans>
          </th>
          <th scope="col" className={HEAD}>
            <Trans>Who holds it, against whom</Trans>
          </th>
          <th scope="col" className={`${HEAD} w-[28%] pr-4 max-lg:hidden`}>
            <SpanHead span={span} />
            <span className="sr-only">
              <Trans>When it runs</Trans>
            </span>
          </th>
        </tr>
      </thead>
      {byYear(entries).map(({ year, entries: own }) => (
        <tbody key={year ?? 'undated'} className="max-md:block">
          <tr className="max-md:block">
            <th scope="rowgroup" colSpan={3} className="bg-sunken px-4 py-1.5 text-left font-semibold max-md:block">
              {year ?? <Trans>Without a date</Trans>}
            </th>
            <td aria-hidden className="hidden bg-sunken lg:table-cell" />
          </tr>
          {own.map((entry, i) => (
            <Row
              key={`${entry.deal}/${entry.right ?? entry.leg}/${entry.kind}/${i}`}
              entry={entry}
              span={span}
              today={today}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ entry, span, today }: { readonly entry: CalendarEntry } & Omit<CalendarTableProps, 'entries'>) {
  const { day, word } = useWords();
  const { titleOf } = useBookHistory();
  const { kind, state, scope, from, to, noticeDays, leg } = entry;
  const gone = state === 'past' || state === 'ended';
  return (
    <tr
      data-testid="calendar-entry"
      data-kind={kind}
      data-state={state}
      data-deal={entry.deal}
      className="group max-md:block max-md:border-b max-md:border-line max-md:py-3 hover:bg-page"
    >
      <th scope="row" className={`${CELL} text-left font-medium md:pl-4 ${gone ? 'text-soft' : ''}`}>
        {entry.date ? day(entry.date) : <Trans>no date</Trans>}
        <span className="max-md:ml-3 md:mt-1 md:block">
          <StateBadge entry={entry} />
        </span>
      </th>
      <td className={CELL}>
        <span className={`text-body font-medium ${gone ? 'text-soft' : ''}`}>{word(CALENDAR_KIND_WORDS, kind)}</span>
        {leg ? <span className="text-faint"> · {leg}</span> : null}
        {scope ? <span className="block text-soft">{scope}</span> : null}
        <span className="block text-label text-faint">
          {from || to ? <Period period={{ from, to }} /> : null}
          {noticeDays ? (
            <>
              {' · '}
              <Plural value={noticeDays} one="# day of notice" other="# days of notice" />
            </>
          ) : null}
        </span>
        <Left entry={entry} />
      </td>
      <td className={CELL}>
        <span className="block">
          <PartyLink party={entry.holder} /> <span className="text-faint">·</span>{' '}
          <span className="text-soft">
            <Trans>against</Trans>
          </span>{' '}
          <PartyLink party={entry.grantor} />
        </span>
        <Link
          to="/deals/$deal"
          params={{ deal: entry.deal }}
          search={keepPlace()}
          className="linklike inline-block py-0.5"
        >
          {titleOf(`deal/${entry.deal}`)}
        </Link>
      </td>
      <td className="hidden border-b border-line px-3 py-2.5 pr-4 align-top lg:table-cell">
        <WindowBar entry={entry} span={span} today={today} />
      </td>
    </tr>
  );
}

/** What an option still holds: past its window it is marked, because nothing lapses by itself. */
function Left({ entry }: { readonly entry: CalendarEntry }) {
  const { low, stated, high, unstated, unit, state, disputed, legKind, deal, leg } = entry;
  if (low === undefined || stated === undefined || high === undefined || unstated === undefined) return null;
  const amount = { low, stated, high, unstated };
  const ofLeg = leg ? { leg } : {};
  return (
    <span className="mt-1 flex flex-wrap items-baseline gap-x-3">
      <span className="text-soft">
        {state === 'past' ? <Trans>neither exercised nor lapsed:</Trans> : <Trans>left in option:</Trans>}
      </span>
      {legKind && unit ? (
        <span>
          <ExplainedAmount
            amount={amount}
            selection={{ kind: legKind, unit, account: 'option', deal, ...ofLeg }}
            showUnit
          />
        </span>
      ) : (
        <AmountText amount={amount} unit={unit ?? ''} showUnit />
      )}
      <DisputedMark disputed={disputed} />
    </span>
  );
}

function StateBadge({ entry: { state, endedOn, disputed, stated } }: { readonly entry: CalendarEntry }) {
  const { day, word } = useWords();
  const tone = {
    open: 'bg-wash text-accent',
    upcoming: 'border border-line text-soft',
    past: stated === undefined ? 'bg-sunken text-soft' : 'bg-warn-wash text-warn',
    ended: 'bg-sunken text-soft',
  }[state];
  return (
    <>
      <span className={`inline-block rounded-sm px-1.5 text-label font-medium ${tone}`}>
        {state === 'ended' && endedOn ? <Trans>ended {day(endedOn)}</Trans> : word(CALENDAR_STATE_WORDS, state)}
      </span>
      {stated === undefined ? <DisputedMark disputed={disputed} /> : null}
    </>
  );
}
