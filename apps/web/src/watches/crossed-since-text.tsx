import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { useWords } from '../words/use-words.ts';
import { useCrossedSince } from './use-crossed-since.ts';
import type { Watched } from './use-watched.ts';

/** Since which event a watch is crossed, leading to that moment; or for how long what it is about is late. */
export function CrossedSince({ watched }: { readonly watched: Watched }) {
  const { day } = useWords();
  const moment = useCrossedSince(watched);
  const { outcome, taken } = watched;
  if (outcome === 'crossed' && taken?.daysOverdue) {
    return (
      <p className="text-soft">
        <Plural value={taken.daysOverdue} one="late for # day" other="late for # days" />
      </p>
    );
  }
  if (!moment) return null;
  return (
    <p className="text-soft">
      <Trans>
        since{' '}
        <Link to="/watches" search={keepPlace({ knownAt: String(moment.position) })} className="linklike">
          event {moment.position}
        </Link>
        , {day(moment.announcedOn)}
      </Trans>
    </p>
  );
}
