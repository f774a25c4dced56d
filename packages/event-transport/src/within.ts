/** Thrown by `within`; what it waited for may still happen. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** Waits for a promise, but no longer than this, nor past the signal. */
export function within<T>(limitMs: number, waited: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new TookTooLong('closed meanwhile'));
    const timer = setTimeout(() => reject(new TookTooLong(`no answer within ${limitMs} ms`)), Math.max(0, limitMs));
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end);
    waited.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    });
  });
}

/**
 * Half of it at least, and then a random part of the rest. Many that have lost the same thing would otherwise come back
 * to it all at once, again and again.
 */
export function jittered(ms: number): number {
  return (ms * (1 + Math.random())) / 2;
}

/** Sleeps before another try, for a time with jitter, but not past the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, jittered(ms));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
