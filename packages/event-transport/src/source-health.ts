/** Whether a source could be reached at the last attempt, and since when that has been so. */
export class SourceHealth {
  #connected = false;
  #since = new Date();
  #reachedAt = Date.now();

  get state(): { readonly connected: boolean; readonly since: Date } {
    return { connected: this.#connected, since: this.#since };
  }

  reached(): void {
    this.#reachedAt = Date.now();
    this.#change(true);
  }

  lost(): void {
    this.#change(false);
  }

  /** Lost, unless it was reached within this time. */
  lostAfter(ms: number): void {
    if (Date.now() - this.#reachedAt > ms) this.lost();
  }

  #change(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#since = new Date();
  }
}
