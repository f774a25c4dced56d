import type { Book } from '@offtake/event-store/book';
import type { EventStore } from '@offtake/event-store/store';

/** The form of the lines, which is that of an export. */
const FORM = 1;

/**
 * A book as it stands in the ledger now, in the lines of an export. Nothing is checked: whoever reads it follows the
 * hashes, and finds what is missing. So the last line says no more than that this was all.
 */
export async function* ledgerLines(
  store: EventStore,
  { book, name, position, hash }: Book,
): AsyncGenerator<string, void, void> {
  yield `${JSON.stringify({ export: 'book', form: FORM, book, name, position, hash })}\n`;
  for await (const page of store.pages(book, { upTo: position })) {
    yield page
      .map(({ position, stream, version, id: event, type, recordedAt, body, hash }) => {
        const place = JSON.stringify({ position, stream, version, event, type, recordedAt });
        // The text that was hashed, as it stands.
        return `${place.slice(0, -1)},"body":${body},"hash":"${hash}"}\n`;
      })
      .join('');
  }
  yield `${JSON.stringify({ complete: true, position, hash })}\n`;
}
