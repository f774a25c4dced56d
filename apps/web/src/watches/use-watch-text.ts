import { useLingui } from '@lingui/react/macro';
import { printRatio, type Rational } from '@offtake/exposure/rational';
import { fraction } from '@offtake/exposure/watched';
import type { WatchTerms } from '../api/watches.ts';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { measure, percent, times } from '../numbers/format-ratio.ts';
import { useWords } from '../words/use-words.ts';
import { MEASURE_WORDS } from '../words/watch-words.ts';

/** Watches in words, and what they measure as it reads. */
export function useWatchText() {
  const { t } = useLingui();
  const { word, locale } = useWords();
  const print = (terms: WatchTerms, value: Rational): string => {
    const text = printRatio(value);
    switch (terms.measure) {
      case 'largest-share':
      case 'firmness':
        return percent(locale, text);
      case 'coverage':
        return times(locale, text);
      case 'hhi':
        return measure(locale, text);
      case 'overdue-legs':
        return exactNumber(locale, text);
      case 'exposure':
      case 'overdue':
        return `${shortNumber(locale, text)} ${terms.unit}`;
    }
  };
  const threshold = (terms: WatchTerms) => print(terms, fraction(terms.threshold));
  const sentence = (terms: WatchTerms) => {
    const what = word(MEASURE_WORDS, terms.measure);
    const limit = threshold(terms);
    return terms.is === 'above' ? t`${what} above ${limit}` : t`${what} below ${limit}`;
  };
  return { print, threshold, sentence, title: (terms: WatchTerms) => terms.name ?? sentence(terms) };
}
