/** The newest position that this browser knows was recorded in a book: what live reads must not be older than. */

const floors = new Map<string, number>();

export function positionFloor(book: string): number {
  return floors.get(book) ?? 0;
}

export function raisePositionFloor(book: string, position: number): void {
  if (position > positionFloor(book)) floors.set(book, position);
}
