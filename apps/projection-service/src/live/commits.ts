import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Announcements } from '../schema/announcements.ts';

/** What a lost announcement costs at most. */
const POLL_MS = 1_000;

type Listener = () => void;

/**
 * Says when the read models of a book may have moved: as announced by this process or another, and each second in any
 * case. It is a hint to look, never a fact.
 */
@Injectable()
export class Commits implements OnApplicationShutdown {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #stop: () => void;
  readonly #poll: NodeJS.Timeout;

  constructor(announcements: Announcements) {
    this.#stop = announcements.onProjected((book) => this.#wake(book));
    this.#poll = setInterval(() => {
      for (const book of this.#listeners.keys()) this.#wake(book);
    }, POLL_MS).unref();
  }

  /** Calls back whenever the book may have moved, until the answer is called. */
  follow(book: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(book) ?? new Set();
    this.#listeners.set(book, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(book) === listeners) this.#listeners.delete(book);
    };
  }

  /** Resolves at the next hint, or after `withinMs`. */
  next(book: string, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      const stop = this.follow(book, done);
    });
  }

  onApplicationShutdown(): void {
    clearInterval(this.#poll);
    this.#stop();
  }

  #wake(book: string): void {
    for (const listener of this.#listeners.get(book) ?? []) listener();
  }
}
