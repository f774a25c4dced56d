import './rights.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type CalendarEntry, rightsRead } from '../api/rights-calendar.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { ExportMenu } from '../export/export-menu.tsx';
import { sheetOfRecords } from '../export/sheet.ts';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { CalendarTable } from './calendar-table.tsx';
import { isAhead, spanOf } from './time-span.ts';

/** What may be used, refused or left, and until when. */
export function RightsScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const at = useCoordinates();
  const { from, to, party } = useUrl();
  const reading = useQuery(rightsRead(book, at, { from, to, party }));
  return (
    <>
      <ScreenHead title={t`Rights`}>
        <Trans>Exclusivities, first refusals, windows of options and earliest exits, by date.</Trans>
      </ScreenHead>
      <section className="panel min-w-0">
        <Filters />
        <Panel
          reading={reading}
          isEmpty={({ entries }) => entries.length === 0}
          empty={
            <Trans>
              No right, option or exit falls into this time. Those that deals grant, and legs with a window or a way
              out, stand here by date.
            </Trans>
          }
        >
          {({ entries, today }) => <Calendar entries={entries} today={today} />}
        </Panel>
      </section>
    </>
  );
}

function Calendar({ entries, today }: { readonly entries: readonly CalendarEntry[]; readonly today: string }) {
  const { t } = useLingui();
  const { day } = useWords();
  const { from, to, state } = useUrl();
  const setUrl = useSetUrl();
  const ahead = entries.filter(isAhead);
  const behind = entries.filter((entry) => !isAhead(entry));
  const shown = state === 'ahead' ? ahead : state === 'behind' ? behind : entries;
  const next = ahead.find((entry) => entry.date !== null && entry.date > today)?.date;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
        <p className="text-soft">
          <Plural value={ahead.length} one="# can be used now or later" other="# can be used now or later" />
          {next ? (
            <>
              {'; '}
              <Trans>the next date is {day(next)}</Trans>
            </>
          ) : null}
          {' · '}
          <Trans>the line is {day(today)}</Trans>
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <fieldset className="segments" aria-label={t`Which`}>
            <button type="button" aria-pressed={!state} onClick={() => void setUrl({ state: undefined })}>
              <Trans>All ({entries.length})</Trans>
            </button>
            <button type="button" aria-pressed={state === 'ahead'} onClick={() => void setUrl({ state: 'ahead' })}>
              <Trans>Ahead ({ahead.length})</Trans>
            </button>
            <button type="button" aria-pressed={state === 'behind'} onClick={() => void setUrl({ state: 'behind' })}>
              <Trans>Behind ({behind.length})</Trans>
            </button>
          </fieldset>
          <ExportMenu sheet={() => sheetOfRecords('rights', shown)} />
        </div>
      </div>
      <CalendarTable entries={shown} span={spanOf(shown, today, { from, to })} today={today} />
    </>
  );
}

function Filters() {
  const { t } = useLingui();
  const { from, to, party } = useUrl();
  const setUrl = useSetUrl();
  const { events, titleOf } = useBookHistory();
  const { inNameOrder } = useWords();
  const streams = events.map(({ stream }) => stream).filter((stream) => stream.startsWith('party/'));
  const parties = inNameOrder(new Set(streams), titleOf);
  return (
    <div role="search" className="flex flex-wrap items-end gap-2 border-b border-line p-3">
      <label>
        <span className="eyebrow mb-1 block">
          <Trans>From</Trans>
        </span>
        <input
          type="date"
          name="from"
          className="field min-h-8"
          value={from ?? ''}
          onChange={(event) => void setUrl({ from: event.target.value || undefined })}
        />
      </label>
      <label>
        <span className="eyebrow mb-1 block">
          <Trans>To</Trans>
        </span>
        <input
          type="date"
          name="to"
          className="field min-h-8"
          value={to ?? ''}
          onChange={(event) => void setUrl({ to: event.target.value || undefined })}
        />
      </label>
      <select
        aria-label={t`Party`}
        className="picker min-h-9 min-w-0"
        value={party ?? ''}
        onChange={(event) => void setUrl({ party: event.target.value || undefined })}
      >
        <option value="">{t`all parties`}</option>
        {parties.map((stream) => (
          <option key={stream} value={stream.slice('party/'.length)}>
            {titleOf(stream)}
          </option>
        ))}
      </select>
      {from || to || party ? (
        <button
          type="button"
          className="button min-h-9"
          onClick={() => void setUrl({ from: undefined, to: undefined, party: undefined })}
        >
          <Trans>Show all</Trans>
        </button>
      ) : null}
    </div>
  );
}
