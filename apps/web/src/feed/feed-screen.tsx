import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { MOST_LOCAL_EVENTS } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { ExportMenu } from '../export/export-menu.tsx';
import { NothingYet } from '../first-minutes/nothing-yet.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { FeedList } from './feed-list.tsx';
import { feedSheet } from './feed-sheet.ts';

/** The event stream: everything that was recorded up to the coordinates, the newest first. */
export function FeedScreen() {
  const { t } = useLingui();
  const { events, loading, error, retry, titleOf } = useBookHistory();
  const { events: size } = useCurrentBook();
  const { position } = useTimeTravel();
  const { q, type, party } = useUrl();
  const { validAt } = useCoordinates();
  const sought = q?.toLocaleLowerCase() ?? '';
  const shown = events.filter(
    (event) =>
      event.position <= position &&
      (!validAt || event.effectiveOn <= validAt) &&
      (!type || event.type === type) &&
      (!party ||
        JSON.stringify([event.stream, event.data]).includes(`"${party}"`) ||
        event.stream === `party/${party}`) &&
      `${titleOf(event.stream)} ${event.stream} ${event.type}`.toLocaleLowerCase().includes(sought),
  );
  const reading = { data: loading || error ? undefined : events, error, isPending: loading, refetch: retry };
  return (
    <>
      <ScreenHead title={t`Feed`} actions={<ExportMenu sheet={() => feedSheet(shown.toReversed())} />}>
        <Plural value={shown.length} one="# event" other="# events" />{' '}
        {size > MOST_LOCAL_EVENTS ? <Trans>This book is too long to be shown as a whole.</Trans> : null}
      </ScreenHead>
      <section className="panel min-w-0">
        <Filters />
        <Panel
          reading={reading}
          isEmpty={(all) => all.length === 0}
          empty={
            <NothingYet>
              <Trans>Each event stands here as soon as it is recorded, the newest first.</Trans>
            </NothingYet>
          }
        >
          {() =>
            shown.length > 0 ? (
              <FeedList events={shown.toReversed()} />
            ) : (
              <p className="p-4 text-soft">
                <Trans>No event fits this search. Fewer words, or all types and parties, find more.</Trans>
              </p>
            )
          }
        </Panel>
      </section>
    </>
  );
}

function Filters() {
  const { t } = useLingui();
  const { word, inNameOrder } = useWords();
  const { q, type, party } = useUrl();
  const { events, titleOf } = useBookHistory();
  const setUrl = useSetUrl();
  const types = inNameOrder(new Set(events.map((event) => event.type)), (each) => word(EVENT_WORDS, each));
  const registered = events.filter((event) => event.type === 'PartyRegistered').map(({ stream }) => stream);
  const parties = inNameOrder(new Set(registered), titleOf);
  return (
    <div role="search" className="flex flex-wrap gap-2 border-b border-line p-3">
      <input
        type="search"
        aria-label={t`Search events`}
        placeholder={t`Search events`}
        className="field min-h-8 max-w-72 flex-1 basis-44"
        value={q ?? ''}
        onChange={(event) => void setUrl({ q: event.target.value || undefined })}
      />
      <select
        aria-label={t`Type of event`}
        className="picker min-w-0"
        value={type ?? ''}
        onChange={(event) => void setUrl({ type: event.target.value || undefined })}
      >
        <option value="">{t`all types`}</option>
        {types.map((each) => (
          <option key={each} value={each}>
            {word(EVENT_WORDS, each)}
          </option>
        ))}
      </select>
      <select
        aria-label={t`Party`}
        className="picker min-w-0"
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
    </div>
  );
}
