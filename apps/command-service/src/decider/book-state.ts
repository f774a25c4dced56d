import { Book } from '@offtake/deals/book';
import { isMisfit, NO_DEAL, record } from '@offtake/deals/deal-history';
import type { History } from '@offtake/deals/history';
import { NO_PARTY, recordParty } from '@offtake/deals/party-history';
import { parseStream } from '@offtake/deals/recorded-event';
import type { RecordedEvent } from '@offtake/event-store/event';
import { streamEventOf } from './event-body.ts';

/** A book as decisions see it, up to a position: its parties and live legs, and the history of each stream. */
export class BookState {
  readonly facts: Book;
  readonly #below: BookState | null;
  readonly #histories = new Map<string, History>();
  #position: number;

  constructor(below: BookState | null = null) {
    this.#below = below;
    this.#position = below?.position ?? 0;
    this.facts = below ? below.facts.fork() : new Book();
  }

  /** The newest event that was folded in; 0: none. */
  get position(): number {
    return this.#position;
  }

  history(stream: string): History {
    const known = this.#histories.get(stream) ?? this.#below?.history(stream);
    return known ?? (parseStream(stream).kind === 'deal' ? NO_DEAL : NO_PARTY);
  }

  /** A state that sees this one and keeps its own changes apart, until they are absorbed or forgotten. */
  fork(): BookState {
    return new BookState(this);
  }

  /** This state with the fork's changes, or, for a fork, the state that it was made of with them. */
  absorb(fork: BookState): void {
    this.facts.absorb(fork.facts);
    for (const [stream, history] of fork.#histories) this.#histories.set(stream, history);
    this.#position = fork.#position;
  }

  /** Everything of the states below and of this one in the lowest, which is answered. */
  collapse(): BookState {
    if (this.#below === null) return this;
    this.#below.absorb(this);
    return this.#below.collapse();
  }

  /** Takes the history of a stream with one more event, which has the book's next position. */
  advance(stream: string, after: History): void {
    const before = this.history(stream);
    if (before.kind === 'deal' && after.kind === 'deal') this.facts.dealChanged(before.state, after.state);
    else if (before.kind === 'party' && after.kind === 'party') {
      this.facts.partyChanged(parseStream(stream).slug, before, after);
    } else throw new Error(`${stream} does not change its kind`);
    this.#histories.set(stream, after);
    this.#position += 1;
  }

  /** Folds in the book's next recorded event. @throws Error where it does not follow, or cannot be valid there */
  fold(recorded: RecordedEvent): void {
    if (recorded.position !== this.#position + 1) {
      throw new Error(`event ${recorded.position} of ${recorded.book} does not follow ${this.#position}`);
    }
    const event = streamEventOf(recorded);
    const before = this.history(event.stream);
    const after = before.kind === 'deal' ? record(before, event) : recordParty(before, event);
    if (isMisfit(after)) {
      throw new Error(`event ${recorded.position} of ${recorded.book} is not valid: ${after.refusal.message}`);
    }
    this.advance(event.stream, after);
  }
}
