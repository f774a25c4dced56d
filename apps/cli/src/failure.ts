/** Why a command ended before it could say yes or no. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Of an answer of the API; null where there was none. */
  readonly status: number | null;

  constructor(message: string, status: number | null = null) {
    super(message);
    this.status = status;
  }
}

/** The command was not understood. */
export class Misused extends Error {
  override readonly name = 'Misused';
}
