import { useLingui } from '@lingui/react/macro';
import { numberTag } from '../numbers/number-formats.ts';
import { useWords } from '../words/use-words.ts';
import { daysOf, LATER } from './periods.ts';

/** "Jan 2026", "Q1 2026" (Spanish: "T1 2026"), "2026"; and what is due on no known date. */
export function usePeriodName(): (period: string) => string {
  const { t, i18n } = useLingui();
  const { day } = useWords();
  const month = new Intl.DateTimeFormat(numberTag(i18n.locale), { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return (period) => {
    if (period === 'undated') return t`undated`;
    if (period === LATER) return t`later`;
    if (period.includes('..')) {
      const { from, to } = daysOf(period);
      return from ? `${day(from)} – ${day(to)}` : t`until ${day(to)}`;
    }
    const [year = '', part] = period.split('-');
    if (part === undefined) return year;
    if (!part.startsWith('Q')) return month.format(new Date(daysOf(period).from));
    const quarter = part.slice(1);
    return t({ message: `Q${quarter} ${year}`, comment: 'a quarter of a year' });
  };
}
