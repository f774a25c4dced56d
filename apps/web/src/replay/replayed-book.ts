import '../app/zod-without-eval.ts';
import { presentEvent, type StoredEvent } from '@offtake/deals/stored-event';
import { BookFold } from '@offtake/exposure/book-fold';
import { type Posting, printPosting } from '@offtake/exposure/posting';
import type { BookEvent, ExplainedPosting, Explanation, Exposures } from '../api/shapes.ts';
import type { Selection } from '../explain/selection.ts';
import { sumPostings } from '../numbers/sum-rows.ts';
import { LocalSums } from './local-sums.ts';

/** What the API answers about exposures, answered in the browser: the same fold over the same events. */
export interface ReplayedBook {
  exposures(position: number, validAt?: string): Exposures;
  explain(selection: Selection, position: number, validAt?: string): Explanation;
}

/** A book folded so far. It only ever grows; another history (a restored ledger) is folded anew. */
interface Folded {
  readonly fold: BookFold;
  readonly sums: LocalSums<Posting>;
  readonly byId: Map<string, BookEvent>;
  lastHash: string;
}

const folded = new Map<string, Folded>();

/**
 * The book with all of `events`, which come in order of position from 1.
 * @throws where an event does not fold: a newer ledger may know types that this client does not
 */
export function replayBook(book: string, events: readonly BookEvent[]): ReplayedBook {
  const known = folded.get(book);
  const continues = known && (known.fold.position === 0 || events[known.fold.position - 1]?.hash === known.lastHash);
  const state = continues
    ? known
    : { fold: new BookFold(), sums: new LocalSums<Posting>(), byId: new Map(), lastHash: '' };
  folded.set(book, state);
  for (const event of events.slice(state.fold.position)) {
    const typeOf = (named: string) => state.byId.get(named)?.type ?? null;
    const postings = state.fold.apply(presentEvent(event as unknown as StoredEvent, typeOf));
    state.sums.append(postings.filter((posting) => posting.reading === 'recorded'));
    state.byId.set(event.event, event);
    state.lastHash = event.hash;
  }
  return {
    exposures: (position, validAt) => ({ position, rows: state.sums.exposures(position, validAt) }),
    explain: (selection, position, validAt) => {
      const postings = state.sums
        .explain(selection, position, validAt)
        .map((posting) => explained(posting, state.byId));
      const { kind, unit } = selection;
      const isNothing = state.sums.isZero(selection, position, validAt);
      return { position, postings, sum: isNothing ? [] : [{ kind, unit, ...sumPostings(postings) }] };
    },
  };
}

/** A posting as the API prints it, with the event whose effect it is. */
function explained(posting: Posting, byId: ReadonlyMap<string, BookEvent>): ExplainedPosting {
  const source = byId.get(posting.event);
  if (!source) throw new Error(`a posting of ${posting.event}, which is not in the book`);
  const { type, announcedOn, effectiveOn, recordedAt, evidence, reason } = source;
  return {
    ...printPosting(posting),
    recordedByType: byId.get(posting.recordedBy)?.type ?? type,
    source: { type, announcedOn, effectiveOn, recordedAt, evidence, reason: reason ?? null },
  };
}
