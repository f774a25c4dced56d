import { Injectable } from '@nestjs/common';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';

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

  async at({ book, schema, position }: Place): Promise<OpenDisputes> {
    const text = `
      select deal, event from ${schema}.dispute where book = $1 and position <= $2
      group by deal, event having sum(change) > 0`;
    const open = await this.#database.query<{ deal: string; event: string }>(book, text, [book, position]);
    return { deals: [...new Set(open.map(({ deal }) => deal))], events: open.map(({ event }) => event) };
  }
}
