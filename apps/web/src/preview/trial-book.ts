import '../app/zod-without-eval.ts';
import { Book } from '@offtake/deals/book';
import { type Command, streamOf } from '@offtake/deals/command';
import { isMisfit } from '@offtake/deals/deal-fold';
import { NO_DEAL, record } from '@offtake/deals/deal-history';
import { decide } from '@offtake/deals/decide';
import type { History } from '@offtake/deals/history';
import { NO_PARTY, recordParty } from '@offtake/deals/party-history';
import { parseStream, type RecordedEvent } from '@offtake/deals/recorded-event';
import { isRefusal, type Refusal } from '@offtake/deals/refusal';
import { presentEvent, type StoredEvent } from '@offtake/deals/stored-event';
import { type Posting, type PrintedPosting, printPosting } from '@offtake/exposure/posting';
import { recordPostings } from '@offtake/exposure/postings';
import type { BookEvent } from '../api/shapes.ts';

/** What a book would answer to a command, if it were sent. */
export type Trial =
  | { readonly says: 'recorded'; readonly postings: readonly PrintedPosting[] }
  | { readonly says: 'unchanged' }
  | { readonly says: 'refused'; readonly refusal: Refusal };

/** A book as decisions see it, folded in the browser by the code that the server decides with. */
export class TrialBook {
  readonly #facts = new Book();
  readonly #histories = new Map<string, History>();
  readonly #types = new Map<string, string>();
  #position = 0;
  #hash = '';

  /** Whether a history begins with the events that were folded here. */
  isBeginningOf(events: readonly BookEvent[]): boolean {
    return this.#position === 0 || events[this.#position - 1]?.hash === this.#hash;
  }

  /**
   * Folds in what is not folded yet of a history; events come in order of position from 1.
   * @throws where an event does not fold: a newer ledger may know types that this client does not
   */
  follow(events: readonly BookEvent[]): void {
    for (const event of events.slice(this.#position)) {
      const present = presentEvent(event as unknown as StoredEvent, (named) => this.#types.get(named) ?? null);
      const before = this.#history(present.stream);
      const after = before.kind === 'deal' ? record(before, present) : recordParty(before, present);
      if (isMisfit(after))
        throw new Error(`${event.type} at ${event.position} does not fold: ${after.refusal.message}`);
      this.#advance(present.stream, before, after);
      this.#types.set(event.event, event.type);
      this.#position = event.position;
      this.#hash = event.hash;
    }
  }

  /** Decides on a command and makes its postings; the book stays as it is. @param id of the event that there would be */
  answer(command: Command, id: string): Trial {
    const before = this.#history(streamOf(command));
    const decision = decide(this.#facts, before, command, id);
    if (isRefusal(decision)) return { says: 'refused', refusal: decision };
    const [event] = decision.events;
    if (!event) return { says: 'unchanged' };
    if (before.kind === 'party') return { says: 'recorded', postings: [] };
    // All that making postings asks of a recorded event is its content and its place.
    const next = { ...event, position: this.#position + 1 } as unknown as RecordedEvent;
    const { postings } = recordPostings(before, next);
    return { says: 'recorded', postings: postings.map((posting: Posting) => printPosting(posting)) };
  }

  #history(stream: string): History {
    return this.#histories.get(stream) ?? (parseStream(stream).kind === 'deal' ? NO_DEAL : NO_PARTY);
  }

  #advance(stream: string, before: History, after: History): void {
    if (before.kind === 'deal' && after.kind === 'deal') this.#facts.dealChanged(before.state, after.state);
    else if (before.kind === 'party' && after.kind === 'party') {
      this.#facts.partyChanged(parseStream(stream).slug, before, after);
    }
    this.#histories.set(stream, after);
  }
}

const books = new Map<string, TrialBook>();

/** The book with all of `events`; folded once, and from then on only what is new. @throws as `follow` does */
export function trialBook(book: string, events: readonly BookEvent[]): TrialBook {
  const known = books.get(book);
  const trial = known?.isBeginningOf(events) ? known : new TrialBook();
  trial.follow(events);
  books.set(book, trial);
  return trial;
}
