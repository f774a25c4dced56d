/** The coordinates of a local answer: how much of the book, of what is in effect, in which reading. */
export interface ReplayPlace {
  readonly position: number;
  readonly validAt?: string | undefined;
  readonly reading?: 'alternative' | undefined;
}
