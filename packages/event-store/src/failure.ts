/** The database could not be asked, or did not answer. Whether an append took effect is then unknown: read again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export class UnknownBook extends Error {
  override readonly name = 'UnknownBook';
}

/** The book is shorter than the caller has already seen it, or another: the database was restored to an earlier state. */
export class BookRewound extends Error {
  override readonly name = 'BookRewound';
}
