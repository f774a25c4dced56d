import type { Answer } from './answer.ts';
import type { BookState } from './book-state.ts';
import { type Draft, draft, type Request } from './draft.ts';
import { eventId } from './event-id.ts';

/** Commands that belong together, in order: where one of them stops the group, those after it are left out. */
export interface Group {
  /** A refused command stops the group, or does not. One that cannot be decided always does. */
  readonly onError: 'stop' | 'skip';
  stopped: boolean;
}

/** A command that nobody has answered yet. */
export interface Waiting {
  request: Request;
  readonly group: Group | null;
  /** Decisions that did not stand, because what they rested on had moved. */
  tries: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export type Drafted = Draft & { readonly of: Waiting };

/** Commands, and bytes of events, that one append takes. */
const MAX_BATCH = 250;
const MAX_BATCH_BYTES = 2 * 1024 * 1024;

/** Commands decided one after another, each on the state that those before it make, for one append to settle. */
export class Batch {
  readonly state: BookState;
  readonly drafted: Drafted[] = [];
  #size = 0;
  /** Of which group a key was asked for: nothing of it may be recorded before the answer. */
  #asking: Group | null = null;
  /** Nothing may follow the last one before its answer. */
  #closed = false;

  /** @param state is its own, to be changed */
  constructor(state: BookState) {
    this.state = state;
  }

  /** Whether those after it may be decided on before it is settled: none of its answers can stop a group by itself. */
  get isOpenToOthers(): boolean {
    return this.drafted.every(({ of, entry }) => of.group?.onError !== 'stop' || entry.kind === 'record');
  }

  /** Takes from the front of those that wait, as many as fit and at most so many, and decides on them. */
  take(waiting: Waiting[], most = MAX_BATCH): void {
    let taken = 0;
    for (const next of waiting) {
      if (this.#closed || this.drafted.length >= Math.min(most, MAX_BATCH) || this.#size >= MAX_BATCH_BYTES) break;
      if (next.group?.stopped) {
        taken += 1;
        next.resolve({ answer: 'left out' });
        continue;
      }
      if (this.#asking !== null && this.#asking === next.group && !next.request.kept) break;
      taken += 1;
      const drafted = this.#draft(next);
      if (drafted !== null) this.#add({ ...drafted, of: next });
    }
    waiting.splice(0, taken);
  }

  #add(drafted: Drafted): void {
    this.drafted.push(drafted);
    this.#size += drafted.size;
    const { kind, idempotency } = drafted.entry;
    const { group } = drafted.of;
    if (group?.onError !== 'stop') return;
    if (kind === 'refused') this.#closed = true;
    if (kind === 'unchanged' && idempotency !== null) this.#asking = group;
  }

  #draft({ request, group, resolve, reject }: Waiting): Draft | null {
    try {
      const drafted = draft(this.state, request, eventId());
      if (drafted !== 'too large') return drafted;
      if (group?.onError === 'stop') group.stopped = true;
      resolve({ answer: 'too large' });
    } catch (error) {
      if (group !== null) group.stopped = true;
      reject(error);
    }
    return null;
  }
}
