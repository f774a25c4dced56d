import { useLingui } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import { useBookHistory } from './book-history.tsx';
import { useTimeTravel } from './time-travel.tsx';
import { isSparse, knownPosition, momentAt } from './timeline.ts';

/** Where the screen stands, as it is spoken. */
export function useSpokenValue(): string {
  const { value } = useTimeTravel();
  return useSpoken()(value);
}

/** "3 November 2025, event 41 of 96, OpenAI on AWS recorded"; of a value on the axis that is moved, null = LIVE. */
export function useSpoken(): (value: string | null) => string {
  const { t } = useLingui();
  const { longDay } = useWords();
  const { timeline, titleOf } = useBookHistory();
  const { axis, position } = useTimeTravel();
  const head = timeline.at(-1)?.position ?? 0;
  return (value) => {
    if (axis === 'valid') {
      if (value === null) return t`whatever is on record, event ${position} of ${head}`;
      if (isSparse(timeline)) return t`in effect on ${longDay(value)}`;
      const begun = timeline.filter((each) => each.position <= position && each.effectiveOn <= value).length;
      return t`in effect on ${longDay(value)}, ${begun} of ${position} events`;
    }
    const at = knownPosition(timeline, value ?? undefined);
    const moment = momentAt(timeline, at);
    if (at === 0) return t`before the first of ${head} events`;
    if (!moment) return t`event ${at} of ${head}`;
    const day = longDay(axis === 'date' && value !== null ? value : moment.announcedOn);
    const title = titleOf(moment.stream);
    return value === null
      ? t`live, ${day}, event ${at} of ${head}, ${title} recorded`
      : t`${day}, event ${at} of ${head}, ${title} recorded`;
  };
}
