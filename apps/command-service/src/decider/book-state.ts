import { Book } from '@offtake/deals/book';
import { isMisfit } from '@offtake/deals/deal-fold';
import { NO_DEAL, record } from '@offtake/deals/deal-history';
import type { History } from '@offtake/deals/history';
import { NO_PARTY, recordParty } from '@offtake/deals/party-history';
import { parseStream, type StreamEvent } from '@offtake/deals/recorded-event';
import { readEvent, storedEvent, typesIn } from '@offtake/deals/stored-event';
import type { TypeOf } from '@offtake/deals/upcast';
import { NO_HASH } from '@offtake/event-store/chain';
import type { RecordedEvent } from '@offtake/event-store/event';
import { BookRewound } from '@offtake/event-store/failure';

/** A recorded event that the state does not go on with. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** A book as decisions see it, up to a position: its parties and live legs, and the history of each stream. */
export class BookState {
  readonly facts: Book;
  #below: BookState | null;
  readonly #histories = new Map<string, History>();
  #position: number;
  #hash: string;

  constructor(below: BookState | null = null) {
    this.#below = below;
    this.#position = below?.position ?? 0;
    this.#hash = below?.hash ?? NO_HASH;
    this.facts = below ? below.facts.fork() : new Book();
  }

  /** The newest event that was folded in; 0: none. */
  get position(): number {
    return this.#position;
  }

  /** Of the newest event that was folded in; it does not move with events that are not recorded yet. */
  get hash(): string {
    return this.#hash;
  }

  history(stream: string): History {
    const known = this.#histories.get(stream) ?? this.#below?.history(stream);
    return known ?? (parseStream(stream).kind === 'deal' ? NO_DEAL : NO_PARTY);
  }

  /** A state that sees this one and keeps its own changes apart, until they are absorbed or forgotten. */
  fork(): BookState {
    return new BookState(this);
  }

  /**
   * This state with the fork's changes, or, for a fork, the state that it was made of with them.
   * @param hash of the newest event, where the fork's were recorded since
   */
  absorb(fork: BookState, hash: string = fork.hash): void {
    this.facts.absorb(fork.facts);
    for (const [stream, history] of fork.#histories) this.#histories.set(stream, history);
    this.#position = fork.#position;
    this.#hash = hash;
  }

  /** A fork goes on above this state, which has come to hold all that the fork has seen below it. */
  onto(below: BookState): void {
    this.#below = below;
    this.facts.onto(below.facts);
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

  /**
   * Folds in the book's next recorded event.
   * @throws {Unreadable} where this program cannot read it
   * @throws {Unfit} where it does not follow, or cannot be valid there
   * @throws {BookRewound} where it follows events that are not those that were folded in
   */
  fold(recorded: RecordedEvent): void {
    const { book, position, prevHash } = recorded;
    if (position !== this.#position + 1) throw new Unfit(`${position} of ${book} does not follow ${this.#position}`);
    if (prevHash !== this.#hash) throw new BookRewound(`event ${position} of ${book} follows another history`);
    const typeOf: TypeOf = (named) => typesIn(this.history(recorded.stream))(named);
    const event = inStream(readEvent(storedEvent(recorded), typeOf));
    const before = this.history(event.stream);
    const after = before.kind === 'deal' ? record(before, event) : recordParty(before, event);
    if (isMisfit(after)) throw new Unfit(`${event.type} at ${position} is not valid: ${after.refusal.message}`);
    this.advance(event.stream, after);
    this.#hash = recorded.hash;
  }
}

/** What folding needs of an event, and no more: a book is held in memory. */
function inStream({ event, type, stream, version, data, announcedOn, effectiveOn, evidence, reason }: StreamEvent) {
  const said = { event, type, stream, version, data, announcedOn, effectiveOn, evidence };
  return (reason === undefined ? said : { ...said, reason }) as StreamEvent;
}
