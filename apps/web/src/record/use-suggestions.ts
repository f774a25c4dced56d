import { useQuery } from '@tanstack/react-query';
import { dealRead } from '../api/reads.ts';
import type { BookEvent, Deal } from '../api/shapes.ts';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';

/** What can be named in a form: parties and deals of the book, legs, rights and events of the chosen stream. */
export interface Suggestions {
  readonly parties: readonly Suggestion[];
  readonly deals: readonly Suggestion[];
  readonly legs: readonly Suggestion[];
  readonly rights: readonly Suggestion[];
  readonly events: readonly BookEvent[];
  /** The chosen deal as it stands now. */
  readonly deal: Deal | null;
}
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

export function useSuggestions(book: string, deal: string, party: string): Suggestions {
  const { events, titleOf } = useBookHistory();
  const known = events.some((event) => event.stream === `deal/${deal}`);
  const { data } = useQuery({ ...dealRead(book, {}, deal), enabled: known });
  const { inNameOrder } = useWords();
  const streams = inNameOrder(new Set(events.map((event) => event.stream)), titleOf);
  const named = (scope: 'deal' | 'party') =>
    streams
      .filter((stream) => stream.startsWith(`${scope}/`))
      .map((stream) => ({ value: stream.slice(scope.length + 1), label: titleOf(stream) }));
  const stream = deal ? `deal/${deal}` : `party/${party}`;
  const current = known && data?.deal === deal ? data : null;
  return {
    parties: named('party'),
    deals: named('deal'),
    legs: (current?.legs ?? []).map(({ leg, kind, unit }) => ({ value: leg, label: `${kind} ${unit}` })),
    rights: (current?.rights ?? []).map(({ id, kind }) => ({ value: id, label: kind })),
    events: events.filter((event) => event.stream === stream),
    deal: current,
  };
}

const OF_PARTIES: ReadonlySet<string> = new Set([
  'party',
  'obligor',
  'obligee',
  'holder',
  'grantor',
  'by',
  'parent',
  'into',
  'to',
  'parties',
]);

/** The suggestions for a field, by its name. */
export function suggestionsFor(name: string, suggestions: Suggestions): readonly Suggestion[] {
  if (OF_PARTIES.has(name)) return suggestions.parties;
  if (name === 'deal' || name === 'supersededBy') return suggestions.deals;
  if (name === 'leg' || name === 'legs') return suggestions.legs;
  return name === 'right' ? suggestions.rights : [];
}
