import { Injectable } from '@nestjs/common';
import { openDisputesIn } from '@offtake/deals/facts';
import { parseStream } from '@offtake/deals/recorded-event';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfStreams } from './recorded-events.ts';

/** What is disputed in a book as it was known at a place, and not ruled on. */
export interface OpenDisputes {
  readonly deals: readonly string[];
  /** The disputed events of these deals. */
  readonly events: readonly string[];
}

@Injectable()
export class DisputesAt {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async at(place: Place): Promise<OpenDisputes> {
    const text = `
      select distinct stream from ${place.schema}.event
      where book = $1 and position <= $2 and type = 'DisputeRaised' and stream like 'deal/%'`;
    const found = await this.#database.query<{ stream: string }>(place.book, text, [place.book, place.position]);
    if (found.length === 0) return { deals: [], events: [] };
    const streams = found.map(({ stream }) => stream);
    const open = [...byStream(await eventsOfStreams(this.#database, place, streams))].flatMap(([stream, events]) => {
      return [...openDisputesIn(events).keys()].map((event) => ({ deal: parseStream(stream).slug, event }));
    });
    return { deals: [...new Set(open.map(({ deal }) => deal))], events: open.map(({ event }) => event) };
  }
}
