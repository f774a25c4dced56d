import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { keepPlace, useBook, useOpenBook } from '../app/place.ts';
import { SCREENS } from '../app/screens.ts';
import { chooseTheme, otherTheme, useTheme } from '../app/theme.ts';
import { startTour } from '../first-minutes/tour-place.ts';
import { useBookHistory } from '../time/book-history.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { activateLocale, LOCALE_NAMES, otherLocale } from '../words/locale.ts';
import { useWords } from '../words/use-words.ts';
import type { Findable } from './rank.ts';
import { typedMoment } from './typed-moment.ts';

export interface Command extends Findable {
  readonly id: string;
  /** What kind of thing it is, as it is read. */
  readonly group: string;
  readonly run: () => void;
}

/** All that there is to go to and to do, the screens first. */
export function useCommands(): readonly Command[] {
  return [...useScreens(), ...useStreams(), ...useEventForms(), ...useSettings()];
}

function useScreens(): readonly Command[] {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  return SCREENS.map(({ to, label }) => ({
    id: `screen ${to}`,
    group: t`screen`,
    label: i18n._(label),
    run: () => void navigate({ to, search: keepPlace() }),
  }));
}

/** Every deal and party that the book's history names. */
function useStreams(): readonly Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { events, titleOf } = useBookHistory();
  const streams = [...new Set(events.map(({ stream }) => stream))];
  return streams.flatMap((stream): Command[] => {
    const slug = stream.slice(stream.indexOf('/') + 1);
    const named = { id: stream, label: titleOf(stream), alias: slug };
    if (stream.startsWith('deal/'))
      return [
        {
          ...named,
          group: t`deal`,
          run: () => void navigate({ to: '/deals/$deal', params: { deal: slug }, search: keepPlace() }),
        },
      ];
    if (stream.startsWith('party/'))
      return [
        {
          ...named,
          group: t`party`,
          run: () => void navigate({ to: '/parties/$party', params: { party: slug }, search: keepPlace() }),
        },
      ];
    return [];
  });
}

function useEventForms(): readonly Command[] {
  const { t } = useLingui();
  const { word } = useWords();
  const navigate = useNavigate();
  return Object.keys(EVENT_WORDS).map((type) => ({
    id: `record ${type}`,
    group: t`record`,
    label: word(EVENT_WORDS, type),
    alias: type,
    run: () => void navigate({ to: '/record', search: keepPlace({ type }) }),
  }));
}

function useSettings(): readonly Command[] {
  const { t, i18n } = useLingui();
  const { goLive, togglePlay } = useTimeTravel();
  const { books } = useBook();
  const openBook = useOpenBook();
  const theme = otherTheme(useTheme());
  const group = t`command`;
  const language = otherLocale(i18n.locale);
  return [
    { id: 'live', group, label: t`Back to live`, run: goLive },
    { id: 'play', group, label: t`Play the history`, run: togglePlay },
    {
      id: 'theme',
      group,
      label: theme === 'dark' ? t`Dark theme` : t`Light theme`,
      run: () => chooseTheme(theme),
    },
    { id: 'language', group, label: LOCALE_NAMES[language], alias: language, run: () => void activateLocale(language) },
    { id: 'tour', group, label: t`Take the tour: five steps`, run: startTour },
    // The palette is gone from the page by the time that it is printed.
    { id: 'print', group, label: t`Print this screen`, run: () => void setTimeout(() => print()) },
    ...books.map(({ book, name }) => ({
      id: `book ${book}`,
      group: t`book`,
      label: name,
      alias: book,
      run: () => openBook(book),
    })),
  ];
}

/** Where a typed day or position leads. */
export function useMomentCommand(query: string): Command | null {
  const { t } = useLingui();
  const { day } = useWords();
  const { goToKnown } = useTimeTravel();
  const { timeline } = useBookHistory();
  const moment = typedMoment(query);
  if (!moment) return null;
  const group = t`moment`;
  if ('day' in moment)
    return {
      id: 'moment',
      group,
      label: t`What was known on ${day(moment.day)}`,
      run: () => goToKnown(moment.day),
    };
  const head = timeline.at(-1)?.position ?? 0;
  if (moment.position < 1 || moment.position > head) return null;
  const knownAt = String(moment.position);
  return {
    id: 'moment',
    group,
    label: t`As of event ${moment.position} of ${head}`,
    run: () => goToKnown(knownAt),
  };
}
