import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { type Database, statement } from './database.ts';

/** A book and its head. */
export interface Book {
  readonly book: string;
  readonly name: string;
  /** The partition of the topic that carries the book, fixed when it is created. */
  readonly partition: number;
  /** The newest position; 0: nothing is recorded yet. */
  readonly position: number;
  /** The hash of the newest event, lower hex; 64 zeros where there is none. */
  readonly hash: string;
  /** When the newest event was recorded. */
  readonly recordedAt: string | null;
  readonly createdAt: string;
}

export interface NewBook {
  readonly book: string;
  readonly name: string;
  readonly partition: number;
}

const CREATE_BOOK = statement('create-book.sql');
const BOOKS = statement('books.sql');

type Row = Omit<Book, 'recordedAt' | 'createdAt'> & {
  readonly recorded_at: string | null;
  readonly created_at: string;
};

export async function createBook(
  database: Database,
  { book, name, partition }: NewBook,
): Promise<{ readonly created: boolean; readonly book: Book }> {
  const rows = await database.query(book, CREATE_BOOK, [book, name, partition]);
  const found = await findBook(database, book);
  if (found === null) throw new Error(`book ${book} was created and is not there`);
  return { created: rows.length === 1, book: found };
}

export async function findBook(database: Database, book: string): Promise<Book | null> {
  const [row] = await database.query<Row>(book, BOOKS, [book]);
  return row === undefined ? null : bookOf(row);
}

/** Books are made by operators, one row each: no page is needed. */
export async function books(database: Database): Promise<readonly Book[]> {
  return (await database.query<Row>(EVERY_BOOK, BOOKS, [null])).map(bookOf);
}

function bookOf({ recorded_at, created_at, ...book }: Row): Book {
  return { ...book, recordedAt: recorded_at, createdAt: created_at };
}
