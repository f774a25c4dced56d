import { isCurrency } from '@offtake/deals/units';
import type { Measure } from '@offtake/deals/watch';
import { useQuery } from '@tanstack/react-query';
import { dealsRead, exposuresRead, partiesRead } from '../api/reads.ts';
import type { LegKind } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useWords } from '../words/use-words.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}
interface Denomination {
  readonly kind: LegKind;
  readonly unit: string;
}
export interface Choices {
  readonly parties: readonly Choice[];
  readonly deals: readonly Choice[];
  /** What the book knows legs in, as far as the measure is of them; and the one that is chosen. */
  readonly denominations: (measure: Measure, chosen: string) => readonly Denomination[];
}

/** What can be watched in a book, as it is now: a watch looks ahead, whatever moment the screen shows. */
export function useChoices(): Choices {
  const { book } = useCurrentBook();
  const { locale } = useWords();
  const parties = useQuery(partiesRead(book, {}));
  const deals = useQuery(dealsRead(book, {}));
  const exposures = useQuery(exposuresRead(book, {}));
  const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label, locale);
  const inBook = (exposures.data?.rows ?? []).map(({ kind, unit }) => `${kind} ${unit}`);
  return {
    parties: (parties.data?.parties ?? [])
      .filter(({ mergedInto }) => !mergedInto)
      .map(({ party, name }) => ({ value: `party/${party}`, label: name }))
      .sort(byLabel),
    deals: (deals.data?.deals ?? []).map(({ deal, title }) => ({ value: `deal/${deal}`, label: title })).sort(byLabel),
    denominations: (measure, chosen) =>
      [...new Set(chosen ? [...inBook, chosen] : inBook)]
        .map((text) => {
          const [kind, unit = ''] = text.split(' ');
          return { kind: kind as LegKind, unit };
        })
        .filter(({ kind, unit }) => measure !== 'coverage' || (kind === 'payment' && isCurrency(unit))),
  };
}
