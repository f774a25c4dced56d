import type { Outcome } from '@offtake/exposure/watched';
import { useWords } from '../words/use-words.ts';
import { OUTCOME_WORDS } from '../words/watch-words.ts';

const TONE: Readonly<Record<Outcome, string>> = {
  crossed: 'bg-bad-wash text-bad',
  'cannot-be-told': 'bg-warn-wash text-warn',
  'not-crossed': 'bg-sunken text-soft',
};
/** Told apart by their form too: full, half, empty. */
const DOT: Readonly<Record<Outcome, string>> = {
  crossed: 'border-current bg-current',
  'cannot-be-told': 'border-current border-dashed',
  'not-crossed': 'border-current',
};

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const { word } = useWords();
  return (
    <span className={`inline-flex items-center gap-2 rounded-full px-2.5 py-0.5 font-medium ${TONE[outcome]}`}>
      <span aria-hidden className={`size-2 flex-none rounded-full border ${DOT[outcome]}`} />
      {word(OUTCOME_WORDS, outcome)}
    </span>
  );
}
