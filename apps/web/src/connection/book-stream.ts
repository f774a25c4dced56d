import { Problem, send } from '../api/request.ts';
import type { BookEvent } from '../api/shapes.ts';
import type { Signal } from './connection-machine.ts';
import { createEventParser, type ServerEvent } from './server-sent-events.ts';

/**
 * One stream per book and browser: the tab that holds the Web Lock reads it and tells the others over a
 * BroadcastChannel. HTTP/1.1 allows six connections to an origin; ten open tabs must not use them up.
 */

export type StreamMessage =
  | { readonly says: 'signal'; readonly signal: Signal }
  | { readonly says: 'recorded'; readonly event: BookEvent }
  | { readonly says: 'reset' }
  /** A tab that has just been opened asks how things stand. */
  | { readonly says: 'hello' };

/** Without a byte for this long the stream counts as broken; the server sends a heartbeat every 15 seconds. */
const SILENCE_MS = 20_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
/** So many failed attempts in a row are called "offline". */
const ATTEMPTS_BEFORE_OFFLINE = 3;

/** Follows a book until `stop` is aborted. `after` is the position that the first connection resumes from. */
export function followBook(
  book: string,
  after: number,
  onMessage: (message: StreamMessage) => void,
  stop: AbortSignal,
) {
  const channel = new BroadcastChannel(`offtake.stream.${book}`);
  let lastSignal: Signal | null = null;
  let leading = false;
  // Also a follower keeps count, so that it resumes from the right place when it has to take over.
  const heard = { position: after };
  const tell = (message: StreamMessage) => {
    if (message.says === 'signal') lastSignal = message.signal;
    onMessage(message);
    channel.postMessage(message);
  };
  channel.onmessage = ({ data }: MessageEvent<StreamMessage>) => {
    if (data.says === 'recorded') heard.position = Math.max(heard.position, data.event.position);
    if (data.says !== 'hello') return onMessage(data);
    if (leading && lastSignal) channel.postMessage({ says: 'signal', signal: lastSignal } satisfies StreamMessage);
  };
  channel.postMessage({ says: 'hello' } satisfies StreamMessage);
  stop.addEventListener('abort', () => channel.close());
  const lead = async () => {
    leading = true;
    await keepReading(book, heard, tell, stop);
  };
  // Without Web Locks (an insecure origin that is not this machine) every tab reads for itself.
  const held = navigator.locks ? navigator.locks.request(`offtake.stream.${book}`, { signal: stop }, lead) : lead();
  held.catch((failure: unknown) => {
    if (!stop.aborted) throw failure;
  });
}

async function keepReading(
  book: string,
  heard: { position: number },
  tell: (message: StreamMessage) => void,
  stop: AbortSignal,
) {
  let failures = 0;
  const signal = (input: Signal['input'], lag?: number | null) =>
    tell({ says: 'signal', signal: { input, at: Date.now(), ...(lag === undefined ? {} : { lag }) } });
  while (!stop.aborted) {
    signal('attempt');
    try {
      await readOnce(book, heard.position, stop, (event) => {
        failures = 0;
        heard.position = hear(event, heard.position, tell, signal);
      });
      signal('dropped');
    } catch (failure) {
      if (stop.aborted) return;
      if (failure instanceof Problem && failure.status === 401) return signal('refused');
      failures += 1;
      signal(failures >= ATTEMPTS_BEFORE_OFFLINE || !navigator.onLine ? 'unreachable' : 'dropped');
    }
    // Not all browsers at the same moment, when a service is back.
    const longest = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
    await pause(longest / 2 + Math.random() * (longest / 2), stop);
  }
}

/** Passes one event on, and answers the position to resume from. */
function hear(
  { event, id, data }: ServerEvent,
  resumeFrom: number,
  tell: (message: StreamMessage) => void,
  signal: (input: Signal['input'], lag?: number | null) => void,
): number {
  switch (event) {
    case 'recorded':
      tell({ says: 'recorded', event: (JSON.parse(data) as { event: BookEvent }).event });
      return id === null ? resumeFrom : Number(id);
    case 'caught-up':
      signal('caught-up');
      return resumeFrom;
    case 'status': {
      const { lag } = JSON.parse(data) as { lag: number | null };
      signal(lag === 0 ? 'level' : 'behind', lag);
      return resumeFrom;
    }
    case 'reset':
      tell({ says: 'reset' });
      return (JSON.parse(data) as { position: number }).position;
    default:
      return resumeFrom;
  }
}

async function readOnce(book: string, after: number, stop: AbortSignal, onEvent: (event: ServerEvent) => void) {
  const silence = new AbortController();
  const headers = { accept: 'text/event-stream', 'last-event-id': String(after) };
  const signal = AbortSignal.any([stop, silence.signal]);
  const response = await send(`/api/books/${book}/stream`, { headers, signal });
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  const parse = createEventParser(onEvent);
  for (;;) {
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    parse(decoder.decode(value, { stream: true }));
  }
}

/** Waits, or less where the browser comes back online. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
    addEventListener('online', done);
    stop.addEventListener('abort', done, { once: true });
  });
}
