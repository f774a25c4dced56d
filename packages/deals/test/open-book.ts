import { Book } from '../src/book.ts';
import { type Command, commandSchema, streamOf } from '../src/command.ts';
import type { DealState } from '../src/deal.ts';
import { type DealHistory, NO_DEAL } from '../src/deal-history.ts';
import { type Decision, decide } from '../src/decide.ts';
import { type Guards, guards } from '../src/guards.ts';
import type { History } from '../src/history.ts';
import { NO_PARTY } from '../src/party-history.ts';
import type { StreamEvent } from '../src/recorded-event.ts';
import { isRefusal, type Refusal } from '../src/refusal.ts';

/** A book kept in memory, as a service keeps it: each decision sees every event recorded before it. */
export class OpenBook {
  readonly book = new Book();
  readonly events: StreamEvent[] = [];
  readonly #histories = new Map<string, History>();

  /** Parses and decides what would be posted. Where it is not refused, it is recorded. */
  post(json: object): Decision | Refusal {
    const command = commandSchema.parse(json);
    const before = this.history(streamOf(command));
    const decision = decide(this.book, before, command, eventId(this.events.length + 1));
    if (isRefusal(decision)) return decision;
    this.events.push(...decision.events);
    this.#histories.set(streamOf(command), decision.history);
    const after = decision.history;
    if (after.kind === 'party' && before.kind === 'party') this.book.partyChanged(command.party ?? '', before, after);
    if (after.kind === 'deal' && before.kind === 'deal') this.book.dealChanged(before.state, after.state);
    return decision;
  }

  guards(json: object): Guards {
    const command: Command = commandSchema.parse(json);
    const before = this.history(streamOf(command));
    return guards(before, command, decide(this.book, before, command, eventId(this.events.length + 1)));
  }

  history(stream: string): History {
    return this.#histories.get(stream) ?? (stream.startsWith('deal/') ? NO_DEAL : NO_PARTY);
  }

  deal(slug: string): DealState {
    const { state } = this.history(`deal/${slug}`) as DealHistory;
    if (!state) throw new Error(`${slug} is not announced`);
    return state;
  }
}

/** The id of the nth event that a test records. */
export function eventId(n: number): string {
  return `01934e00-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
