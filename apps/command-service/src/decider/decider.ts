import { setImmediate as nextTurn } from 'node:timers/promises';
import { Unreadable } from '@offtake/deals/stored-event';
import type { Outcome } from '@offtake/event-store/entry';
import { BookRewound, StoreUnavailable } from '@offtake/event-store/failure';
import type { EventStore } from '@offtake/event-store/store';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, answerOf, isAccepted } from './answer.ts';
import { BookState, Unfit } from './book-state.ts';
import { answered, appendSeconds, batchSize, decidedAgain, unreadable } from './decider-metrics.ts';
import { type Draft, draft, type Request } from './draft.ts';

/** Commands that belong together, in order: where one of them stops the group, those after it are left out. */
export interface Group {
  /** A refused command stops the group, or does not. One that cannot be decided always does. */
  readonly onError: 'stop' | 'skip';
  stopped: boolean;
}

interface Waiting {
  request: Request;
  readonly group: Group | null;
  /** Decisions that did not stand, because what they rested on had moved. */
  tries: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

type Drafted = Draft & { readonly of: Waiting };

/** Commands that wait for one book; more are turned away. */
const MAX_WAITING = 4_000;
/** Commands, and bytes of events, that one append takes. */
const MAX_BATCH = 250;
const MAX_BATCH_BYTES = 2 * 1024 * 1024;
const MAX_TRIES = 5;

/**
 * Decides on the commands of one book, in the order in which they come. Each sees the events of those before it, also
 * where they are not committed yet; while one batch is appended, the next one gathers. Other processes may write to the
 * book too: the append finds what rests on facts that have moved, and that is decided again.
 */
export class Decider {
  readonly #store: EventStore;
  readonly #book: string;
  readonly #onAppended: (book: string) => void;
  #state = new BookState();
  /** The book may have events that the state does not know. */
  #behind = true;
  #waiting: Waiting[] = [];
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
      let batch: Drafted[] = [];
      try {
        await this.#catchUp();
        const state = this.#state.fork();
        batch = this.#cut(state);
        if (batch.length > 0) await this.#append(batch, state);
      } catch (error) {
        this.#giveUp(batch, error);
      }
    }
    this.#running = false;
  }

  /** Takes from those that wait as many as one append may settle, and decides on them. */
  #cut(state: BookState): Drafted[] {
    const batch: Drafted[] = [];
    let taken = 0;
    let size = 0;
    /** Of which group a key was asked for: nothing of it may be recorded before the answer. */
    let asking: Group | null = null;
    for (const next of this.#waiting) {
      if (batch.length === MAX_BATCH || size >= MAX_BATCH_BYTES) break;
      if (next.group?.stopped) {
        taken += 1;
        next.resolve({ answer: 'left out' });
        continue;
      }
      if (asking !== null && asking === next.group && !next.request.kept) break;
      taken += 1;
      const drafted = this.#draft(state, next);
      if (drafted === null) continue;
      batch.push({ ...drafted, of: next });
      size += drafted.size;
      const { kind, idempotency } = drafted.entry;
      if (next.group?.onError === 'stop' && kind === 'refused') break;
      if (kind === 'unchanged' && idempotency !== null && next.group?.onError === 'stop') asking = next.group;
    }
    this.#waiting.splice(0, taken);
    return batch;
  }

  #draft(state: BookState, { request, group, resolve, reject }: Waiting): Draft | null {
    try {
      const drafted = draft(state, request, uuidv7());
      if (drafted !== 'too large') return drafted;
      if (group?.onError === 'stop') group.stopped = true;
      resolve({ answer: 'too large' });
    } catch (error) {
      if (group !== null) group.stopped = true;
      reject(error);
    }
    return null;
  }

  async #append(batch: readonly Drafted[], state: BookState): Promise<void> {
    const entries = batch.map(({ entry }) => entry);
    batchSize.observe(batch.length);
    const timed = appendSeconds.startTimer();
    const { position, hash: before } = this.#state;
    const appended = this.#store.append(this.#book, position, entries, before).finally(timed);
    const { outcomes, head, hash } = await appended;
    const again: Waiting[] = [];
    let recorded = false;
    let asDecided = head === state.position;
    batch.forEach(({ of, meaning }, i) => {
      const outcome = outcomes[i] as Outcome;
      if (outcome.outcome === 'recorded') recorded = true;
      else if (meaning.means === 'record') asDecided = false;
      const answer = answerOf(meaning, outcome);
      if (answer === null) return again.push(...this.#again(of, outcome));
      if (of.group?.onError === 'stop' && !isAccepted(answer)) of.group.stopped = true;
      answered.inc({ answer: answer.answer });
      of.resolve(answer);
    });
    if (asDecided) this.#state.absorb(state, hash);
    else this.#behind = true;
    this.#waiting.unshift(...again);
    if (recorded) this.#onAppended(this.#book);
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
  #giveUp(batch: readonly Drafted[], error: unknown): void {
    this.#behind = true;
    const stateHolds = error instanceof StoreUnavailable || error instanceof Unreadable;
    if (!stateHolds) this.#state = new BookState();
    const reason = reasonNotToDecide(error);
    const waiting = batch.length > 0 ? batch.map(({ of }) => of) : this.#waiting.splice(0);
    if (isUnreadable(error)) unreadable.inc(waiting.length);
    for (const { group, resolve, reject } of waiting) {
      if (group !== null) group.stopped = true;
      if (reason !== null) resolve({ answer: 'unavailable', reason });
      else reject(error);
    }
  }
}

/** Why nothing can be decided now, where that is no defect of this program. */
export function reasonNotToDecide(error: unknown): string | null {
  if (error instanceof StoreUnavailable || error instanceof BookRewound) return error.message;
  return isUnreadable(error) ? `the book cannot be read, ${error.message}` : null;
}

function isUnreadable(error: unknown): error is Unreadable | Unfit {
  return error instanceof Unreadable || error instanceof Unfit;
}
