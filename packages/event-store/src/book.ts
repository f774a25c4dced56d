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
