import { Link } from '@tanstack/react-router';
import type { WatchTerms } from '../api/watches.ts';
import { keepPlace } from '../app/place.ts';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { SIDE_WORDS } from '../words/read-model-words.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS, KIND_WORDS } from '../words/vocabulary.ts';

interface WatchSubjectProps {
  readonly terms: WatchTerms;
  readonly disputed: boolean | undefined;
}

/** Whom or what a watch is about, leading there, and in which kind and unit. */
export function WatchSubject({ terms, disputed }: WatchSubjectProps) {
  const { word } = useWords();
  const side = 'side' in terms ? terms.side : undefined;
  const more = [
    side && word(SIDE_WORDS, side),
    'kind' in terms && word(KIND_WORDS, terms.kind),
    'unit' in terms && terms.unit,
    'accounts' in terms && terms.accounts.map((account) => word(ACCOUNT_WORDS, account)).join(', '),
  ];
  return (
    <p className="text-soft">
      <SubjectLink terms={terms} />
      {more.filter(Boolean).map((text) => (
        <span key={String(text)}> · {text}</span>
      ))}
      <DisputedMark disputed={disputed} />
    </p>
  );
}

const className =
  '-my-0.5 inline-block py-0.5 text-ink underline underline-offset-3 decoration-line hover:decoration-current';

/** Leads to where the measure is shown in full. */
function SubjectLink({ terms }: { readonly terms: WatchTerms }) {
  const { titleOf } = useBookHistory();
  if ('deal' in terms && terms.deal !== undefined) {
    return (
      <Link to="/deals/$deal" params={{ deal: terms.deal }} search={keepPlace()} className={className}>
        {titleOf(`deal/${terms.deal}`)}
      </Link>
    );
  }
  const party = terms.party ?? '';
  return (
    <Link to="/parties/$party" params={{ party }} search={keepPlace(VIEW_OF[terms.measure])} className={className}>
      {titleOf(`party/${party}`)}
    </Link>
  );
}

const VIEW_OF = {
  'largest-share': { view: 'concentration' },
  hhi: { view: 'concentration' },
  coverage: { view: 'due' },
  overdue: { view: 'delivery' },
  'overdue-legs': { view: 'delivery' },
  firmness: {},
  exposure: {},
} as const;
