import '../app/zod-without-eval.ts';
import { presentEvent, type StoredEvent } from '@offtake/deals/stored-event';
import { BookFold } from '@offtake/exposure/book-fold';
import { type Posting, printPosting } from '@offtake/exposure/posting';
import type { Differing } from '../api/difference.ts';
import type { BookEvent, ExplainedPosting, Explanation, ExposureRow, Exposures } from '../api/shapes.ts';
import type { Selection } from '../explain/selection.ts';
import { isZeroSum, sumPostings } from '../numbers/sum-rows.ts';
import { differenceOf, type Side } from './local-difference.ts';
import { LocalStanding } from './local-standing.ts';
import { LocalSums, mergeRows, rowKey } from './local-sums.ts';
import type { ReplayPlace } from './replay-place.ts';

/** What the API answers about exposures, answered in the browser: the same fold over the same events. */
export interface ReplayedBook {
  exposures(at: ReplayPlace): Exposures;
  explain(selection: Selection, at: ReplayPlace): Explanation;
  /** null where parties read as others at one of the two: which events made that, the server says. */
  difference(from: ReplayPlace, to: ReplayPlace, selection: Partial<Selection>): Differing | null;
}

/** A book folded so far. It only ever grows; another history (a restored ledger) is folded anew. */
interface Folded {
  readonly fold: BookFold;
  /** By reading: what was recorded, and the same with the other version of what is disputed. */
  readonly sums: { readonly recorded: LocalSums<Posting>; readonly alternative: LocalSums<Posting> };
  readonly standing: LocalStanding;
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
  const state = continues ? known : nothingFolded();
  folded.set(book, state);
  for (const event of events.slice(state.fold.position)) {
    const typeOf = (named: string) => state.byId.get(named)?.type ?? null;
    const present = presentEvent(event as unknown as StoredEvent, typeOf);
    const postings = state.fold.apply(present);
    state.sums.recorded.append(postings.filter((posting) => posting.reading === 'recorded'));
    state.sums.alternative.append(postings);
    state.standing.append(present);
    state.byId.set(event.event, event);
    state.lastHash = event.hash;
  }
  return {
    exposures: (at) => ({ position: at.position, validAt: at.validAt ?? null, rows: exposuresAt(state, at) }),
    explain: (selection, at) => explainAt(state, selection, at),
    difference: (from, to, selection) => {
      const [before, after] = [from, to].map((at) => sideOf(state, at, selection)) as [Side, Side];
      return state.standing.readsAlike(from, to) ? differenceOf(before, after, state.byId) : null;
    },
  };
}

function nothingFolded(): Folded {
  const sums = { recorded: new LocalSums<Posting>(), alternative: new LocalSums<Posting>() };
  return { fold: new BookFold(), sums, standing: new LocalStanding(), byId: new Map(), lastHash: '' };
}

/** Rows with the parties as they read there; those that a dispute touches say so. */
function exposuresAt({ sums, standing }: Folded, at: ReplayPlace): readonly ExposureRow[] {
  const nameOf = standing.namesAt(at);
  const rows = sums[at.reading ?? 'recorded'].exposures(at.position, at.validAt);
  const read = mergeRows(rows, nameOf);
  const disputed = standing.disputedEvents(at);
  if (disputed.size === 0) return read;
  const touched = sums.alternative.touched(at.position, at.validAt, disputed, nameOf);
  return read.map((row) => (touched.has(rowKey(row)) ? { ...row, disputed: true } : row));
}

function sideOf({ sums, standing }: Folded, at: ReplayPlace, selection: Partial<Selection>): Side {
  const nameOf = standing.namesAt(at);
  const found = sums[at.reading ?? 'recorded'].explain(selection, at.position, at.validAt, nameOf);
  const postings = found.map((each) => ({ ...each, obligor: nameOf(each.obligor), obligee: nameOf(each.obligee) }));
  const events = standing.disputedEvents(at);
  if (events.size === 0) return { at, postings, disputed: events };
  return { at, postings, disputed: sums.alternative.touched(at.position, at.validAt, events, nameOf, selection) };
}

function explainAt({ sums, standing, byId }: Folded, selection: Selection, at: ReplayPlace): Explanation {
  const nameOf = standing.namesAt(at);
  const found = sums[at.reading ?? 'recorded'].explain(selection, at.position, at.validAt, nameOf);
  const disputed = standing.disputedEvents(at);
  const postings = found.map((posting) => ({
    ...explained(posting, byId, nameOf),
    ...(disputed.has(posting.event) ? { disputed: true } : {}),
  }));
  const { kind, unit } = selection;
  const row = { kind, unit, ...sumPostings(postings) };
  return { position: at.position, postings, sum: isZeroSum(postings) ? [] : [row] };
}

/** A posting as the API prints it, with the event whose effect it is. */
function explained(
  posting: Posting,
  byId: ReadonlyMap<string, BookEvent>,
  nameOf: (party: string) => string,
): ExplainedPosting {
  const source = byId.get(posting.event);
  if (!source) throw new Error(`a posting of ${posting.event}, which is not in the book`);
  const { type, announcedOn, effectiveOn, recordedAt, evidence, reason } = source;
  return {
    ...printPosting(posting),
    obligor: nameOf(posting.obligor),
    obligee: nameOf(posting.obligee),
    recordedByType: byId.get(posting.recordedBy)?.type ?? type,
    source: { type, announcedOn, effectiveOn, recordedAt, evidence, reason: reason ?? null },
  };
}
