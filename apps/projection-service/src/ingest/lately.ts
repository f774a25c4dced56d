const ASKED_EVERY_MS = 1_000;
/** An answer that is older says nothing any more. */
const GOOD_FOR_MS = 5_000;
/** Whoever looks does not wait longer for a new answer. */
const PATIENCE_MS = 400;

/** What something elsewhere said lately: asked only while somebody looks, by all of them together, once a second. */
export class Lately<T> {
  readonly #ask: () => Promise<T>;
  #said: { readonly answer: T; readonly at: number } | null = null;
  #asking: Promise<void> | null = null;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Null where it has not answered for a while, or not within the patience of who looks. */
  async look(): Promise<T | null> {
    const age = (): number => Date.now() - (this.#said?.at ?? 0);
    if (age() > ASKED_EVERY_MS) {
      this.#asking ??= this.#ask()
        .then((answer) => {
          this.#said = { answer, at: Date.now() };
        })
        .catch(() => {})
        .finally(() => {
          this.#asking = null;
        });
      await Promise.race([this.#asking, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
    }
    return this.#said !== null && age() <= GOOD_FOR_MS ? this.#said.answer : null;
  }
}
