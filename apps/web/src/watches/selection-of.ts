import type { WatchTerms } from '../api/watches.ts';
import type { Selection } from '../explain/selection.ts';

/** What is explained of a watch: the postings that it is measured on; null where it is measured on more than those. */
export function selectionOf(terms: WatchTerms): Selection | null {
  if (terms.measure === 'coverage' || terms.measure === 'overdue' || terms.measure === 'overdue-legs') return null;
  const { kind, unit, side } = terms;
  const about =
    'deal' in terms && terms.deal !== undefined
      ? { deal: terms.deal }
      : side
        ? { [side]: terms.party ?? '' }
        : { party: terms.party ?? '' };
  switch (terms.measure) {
    case 'exposure':
      return { kind, unit, ...about, account: terms.accounts };
    case 'firmness':
      return { kind, unit, ...about, account: ['performed', 'firm', 'conditional', 'option', 'intent'] };
    default:
      return { kind, unit, ...about, account: ['performed', 'firm'] };
  }
}
