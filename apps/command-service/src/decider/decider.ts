import { setImmediate as nextTurn } from 'node:timers/promises';
import { Unreadable } from '@offtake/deals/stored-event';
import type { Appended, Outcome } from '@offtake/event-store/entry';
import { BookRewound, StoreUnavailable } from '@offtake/event-store/failure';
import type { EventStore } from '@offtake/event-store/store';
import { type Answer, answerOf, isAccepted } from './answer.ts';
import { Batch, type Group, type Waiting } from './batch.ts';
import { BookState, Unfit } from './book-state.ts';
import { answered, appendSeconds, batchSize, decidedAgain, unreadable } from './decider-metrics.ts';
import type { Request } from './draft.ts';

/** Commands that wait for one book; more are turned away. */
const MAX_WAITING = 4_000;
const MAX_TRIES = 5;
/** So many that wait go to the database in halves: while the first is there, the second is decided. */
const HALVED_FROM = 16;

/**
 * Decides on the commands of one book, in the order in which they come. Each sees the events of those before it, also
 * where they are not committed yet; while one batch is appended, the next one is decided. Other processes may write to
 * the book too: the append finds what rests on facts that have moved, and that is decided again.
 */
export class Decider {
  readonly #store: EventStore;
  readonly #book: string;
  readonly #onAppended: (book: string) => void;
  #state = new BookState();
  /** The book may have events that the state does not know. */
  #behind = true;
  readonly #waiting: Waiting[] = [];
  /** Decided as if the batch that is being appended were recorded as it was decided. */
  #ahead: Batch | null = null;
  #aheadSoon = false;
  /** Of a batch that is settled: given once the next one is on its way, for the database has to wait for nobody. */
  #answers: (() => void)[] = [];
  #running = false;
  #readers = 0;

  constructor(store: EventStore, book: string, onAppended: (book: string) => void) {
    this.#store = store;
    this.#book = book;
    this.#onAppended = onAppended;
  }

  /** Answers when the decision is final. @throws what is a defect, of this program or of the book */
  submit(request: Request, group: Group | null = null): Promise<Answer> {
    if (this.#waiting.length >= MAX_WAITING) {
      return Promise.resolve({ answer: 'unavailable', reason: `${MAX_WAITING} commands are waiting for this book` });
    }
    const answered = new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ request, group, tries: 0, resolve, reject });
    });
    if (!this.#running) void this.#run();
    else if (this.#ahead !== null) this.#decideAheadSoon();
    return answered;
  }

  /** Whether it may be forgotten. */
  get idle(): boolean {
    return !this.#running && this.#readers === 0;
  }

  /** Events that it holds in memory. */
  get events(): number {
    return this.#state.position;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Lends the present state, which does not change until the borrower is done; what is decided meanwhile is kept above it.
   * @throws {StoreUnavailable}
   */
  async withState<T>(borrow: (state: BookState) => Promise<T>): Promise<T> {
    this.#readers += 1;
    try {
      const lent = await this.#snapshot();
      return await borrow(lent);
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#state = this.#state.collapse();
    }
  }

  async #snapshot(): Promise<BookState> {
    // A state of its own where the decider is at work: two folds at once would take an event twice.
    const state = this.#running ? await this.#fresh() : await this.#foldAll();
    if (state === this.#state) this.#state = state.fork();
    return state;
  }

  async #fresh(): Promise<BookState> {
    const state = new BookState();
    for await (const page of this.#store.pages(this.#book)) for (const event of page) state.fold(event);
    return state;
  }

  async #foldAll(): Promise<BookState> {
    this.#running = true;
    try {
      this.#behind = true;
      await this.#catchUp();
      return this.#state;
    } finally {
      this.#running = false;
      if (this.#waiting.length > 0) void this.#run();
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      // What arrives in the same turn goes in the same batch.
      await nextTurn();
      let batch: Batch | null = null;
      try {
        await this.#catchUp();
        batch = new Batch(this.#state.fork());
        const { length } = this.#waiting;
        batch.take(this.#waiting, length < HALVED_FROM ? length : Math.ceil(length / 2));
        while (batch !== null && batch.drafted.length > 0) batch = await this.#append(batch);
      } catch (error) {
        this.#giveUp(batch, error);
      }
      this.#answer();
    }
    this.#running = false;
  }

  /** Appends a batch, and decides on what has come meanwhile. Answers that, where the batch was recorded as decided. */
  async #append(batch: Batch): Promise<Batch | null> {
    const entries = batch.drafted.map(({ entry }) => entry);
    batchSize.observe(entries.length);
    const timed = appendSeconds.startTimer();
    const { position, hash } = this.#state;
    const appended = this.#store.append(this.#book, position, entries, hash).finally(timed);
    appended.catch(() => {});
    // The statement goes out before anything else is done.
    await nextTurn();
    this.#answer();
    this.#ahead = batch.isOpenToOthers ? new Batch(batch.state.fork()) : null;
    this.#ahead?.take(this.#waiting);
    return this.#settle(batch, await appended);
  }

  #settle(batch: Batch, { outcomes, head, hash }: Appended): Batch | null {
    const ahead = this.#takeAhead();
    const again: Waiting[] = [];
    let recorded = false;
    let asDecided = head === batch.state.position;
    batch.drafted.forEach(({ of, meaning }, i) => {
      const outcome = outcomes[i] as Outcome;
      if (outcome.outcome === 'recorded') recorded = true;
      else if (meaning.means === 'record') asDecided = false;
      const answer = answerOf(meaning, outcome);
      if (answer === null) return again.push(...this.#again(of, outcome));
      if (of.group?.onError === 'stop' && !isAccepted(answer)) of.group.stopped = true;
      answered.inc({ answer: answer.answer });
      this.#answers.push(() => of.resolve(answer));
    });
    if (recorded) this.#onAppended(this.#book);
    if (asDecided) this.#state.absorb(batch.state, hash);
    else this.#behind = true;
    if (asDecided && again.length === 0) {
      ahead?.state.onto(this.#state);
      return ahead;
    }
    this.#waiting.unshift(...again, ...waitingOf(ahead));
    return null;
  }

  #takeAhead(): Batch | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead;
  }

  #decideAheadSoon(): void {
    if (this.#aheadSoon) return;
    this.#aheadSoon = true;
    setImmediate(() => {
      this.#aheadSoon = false;
      this.#ahead?.take(this.#waiting);
    });
  }

  #answer(): void {
    for (const give of this.#answers.splice(0)) give();
  }

  /** The command, to be decided once more, or nobody where it was tried too often. */
  #again(of: Waiting, { outcome }: Outcome): Waiting[] {
    this.#behind = true;
    decidedAgain.inc();
    if (of.request.kept) of.request = { ...of.request, kept: false };
    else if (outcome !== 'again') of.tries += 1;
    if (of.tries < MAX_TRIES) return [of];
    if (of.group !== null) of.group.stopped = true;
    of.resolve({ answer: 'unavailable', reason: `what the decision rests on moved ${MAX_TRIES} times` });
    return [];
  }

  async #catchUp(): Promise<void> {
    if (!this.#behind) return;
    await this.#foldNew().catch((error: unknown) => {
      if (!(error instanceof BookRewound)) throw error;
      // What was folded is not there any more.
      this.#state = new BookState();
      return this.#foldNew();
    });
    this.#behind = false;
  }

  async #foldNew(): Promise<void> {
    for await (const page of this.#store.pages(this.#book, { after: this.#state.position })) {
      for (const event of page) this.#state.fold(event);
    }
  }

  /** Nobody knows what became of the batch: its commands are not tried again, and the book is read before the next. */
  #giveUp(batch: Batch | null, error: unknown): void {
    this.#behind = true;
    this.#waiting.unshift(...waitingOf(this.#takeAhead()));
    const stateHolds = error instanceof StoreUnavailable || error instanceof Unreadable;
    if (!stateHolds) this.#state = new BookState();
    const reason = reasonNotToDecide(error);
    const given = waitingOf(batch);
    const waiting = given.length > 0 ? given : this.#waiting.splice(0);
    if (isUnreadable(error)) unreadable.inc(waiting.length);
    for (const { group, resolve, reject } of waiting) {
      if (group !== null) group.stopped = true;
      if (reason !== null) resolve({ answer: 'unavailable', reason });
      else reject(error);
    }
  }
}

function waitingOf(batch: Batch | null): readonly Waiting[] {
  return batch?.drafted.map(({ of }) => of) ?? [];
}

/** Why nothing can be decided now, where that is no defect of this program. */
export function reasonNotToDecide(error: unknown): string | null {
  if (error instanceof StoreUnavailable || error instanceof BookRewound) return error.message;
  return isUnreadable(error) ? `the book cannot be read, ${error.message}` : null;
}

function isUnreadable(error: unknown): error is Unreadable | Unfit {
  return error instanceof Unreadable || error instanceof Unfit;
}
