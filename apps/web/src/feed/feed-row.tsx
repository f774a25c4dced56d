import { Trans } from '@lingui/react/macro';
import type { BookEvent } from '../api/shapes.ts';
import { useSetUrl } from '../app/place.ts';
import { useWords } from '../words/use-words.ts';
import { TIER_WORDS } from '../words/vocabulary.ts';
import { EventLine } from './event-line.tsx';

/** One event of the stream; its number takes the whole screen to the moment at which it had just been recorded. */
export function FeedRow({ event }: { readonly event: BookEvent }) {
  const { day, moment, word } = useWords();
  const setUrl = useSetUrl();
  const source = event.evidence[0];
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[7rem_minmax(0,1fr)] lg:grid-cols-[7rem_minmax(0,1fr)_16rem]">
      <div className="max-sm:flex max-sm:items-baseline max-sm:justify-between">
        <p className="font-medium">{day(event.announcedOn)}</p>
        <button
          type="button"
          className="py-1 text-label text-faint hover:text-accent hover:underline"
          title={moment(event.recordedAt)}
          onClick={() => void setUrl({ knownAt: String(event.position) }, false)}
        >
          <Trans>№ {event.position}</Trans>
        </button>
      </div>
      <EventLine event={event} />
      <p className="min-w-0 truncate text-soft max-lg:sm:col-start-2 lg:text-right">
        {source ? `${source.publisher} · ${word(TIER_WORDS, source.tier)}` : null}
      </p>
    </div>
  );
}
