import { type DealHistory, NO_DEAL } from '@offtake/deals/deal-history';
import { parseStream, type RecordedEvent } from '@offtake/deals/recorded-event';
import type { Posting } from './posting.ts';
import { recordPostings } from './postings.ts';

/** A whole book, folded event by event in order of position: the same code as in the projection service. */
export class BookFold {
  readonly #deals = new Map<string, DealHistory>();
  #position = 0;

  /** The position of the last event that was applied. */
  get position(): number {
    return this.#position;
  }

  deal(slug: string): DealHistory | undefined {
    return this.#deals.get(slug);
  }

  /**
   * Applies the next event and answers with its postings (none for a party's event).
   * @throws where it is not the next one, or does not fold
   */
  apply(event: RecordedEvent): readonly Posting[] {
    if (event.position !== this.#position + 1) {
      throw new Error(`position ${event.position} does not follow ${this.#position}`);
    }
    const { kind, slug } = parseStream(event.stream);
    const postings = kind === 'deal' ? this.#applyToDeal(slug, event) : [];
    this.#position = event.position;
    return postings;
  }

  #applyToDeal(slug: string, event: RecordedEvent): readonly Posting[] {
    const { history, postings } = recordPostings(this.#deals.get(slug) ?? NO_DEAL, event);
    this.#deals.set(slug, history);
    return postings;
  }
}

/**
 * What a reader of the news knew on a date: the longest prefix of the book in which every event was announced by then.
 * Events come in order of position.
 */
export function positionOn(date: string, events: readonly Pick<RecordedEvent, 'position' | 'announcedOn'>[]): number {
  const later = events.findIndex((event) => event.announcedOn > date);
  return later === -1 ? (events.at(-1)?.position ?? 0) : (events[later - 1]?.position ?? 0);
}
