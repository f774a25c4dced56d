import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { type Fault, SINGLE, type Struck } from './harness/fault.ts';
import { SideBook } from './harness/side-book.ts';

const READERS = 20;
/** Of 12 KB each: more than the thousand that are kept for who is behind, and what the buffers of a connection take. */
const EVENTS = 2_000;
const GROWS_AT_MOST_BYTES = 200 * 1024 * 1024;
const BYTES_A_PAGE = 4_096;
const GIVEN_UP_WITHIN_MS = 20_000;
const RESET = 'event: reset';

/** Clients of the stream that hang on and read nothing, and go on later. */
export const SLOW_READER: Fault = {
  name: 'slow readers of the stream',
  size: SINGLE,
  async strike(at) {
    const { system, load, random, expect } = at;
    const side = await SideBook.open(system, `${load.book}-side`);
    // The same without readers first: what passing on so much takes by itself has been taken then.
    await side.payInBulk(EVENTS, random);
    await side.projected();
    const before = residentBytes(system.projections[0]?.pid);
    const readers = await Promise.all(Array.from({ length: READERS }, () => openReader(at, side.book)));
    await side.payInBulk(EVENTS, random);
    await side.projected();
    const grown = residentBytes(system.projections[0]?.pid) - before;
    expect(grown < GROWS_AT_MOST_BYTES, `readers that read nothing make the service grow by ${grown} bytes`);
    const from = Date.now();
    const given = await Promise.all(readers.map(isGivenUp));
    for (const reader of readers) reader.destroy();
    expect(!given.includes(false), `${given.filter((up) => !up).length} readers are sent all that they did not read`);
    return { from };
  },
};

/** A connection that asks for the stream and reads no further than it must. */
function openReader({ system }: Struck, book: string): Promise<Socket> {
  const { hostname, port } = new URL(system.projectionUrls[0] ?? '');
  const socket = connect(Number(port), hostname);
  const asks = [`GET /api/books/${book}/stream HTTP/1.1`, `Host: ${hostname}`, `Authorization: Bearer ${system.key}`];
  socket.write(`${asks.join('\r\n')}\r\n\r\n`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('data', () => resolve(socket.pause()));
  });
}

/** Reads on: whether it is told to reload what was not kept for it, or was cut off after a minute. */
function isGivenUp(socket: Socket): Promise<boolean> {
  let last = '';
  return new Promise((resolve) => {
    const late = setTimeout(resolve, GIVEN_UP_WITHIN_MS, false);
    const end = () => {
      clearTimeout(late);
      resolve(true);
    };
    if (socket.destroyed) return end();
    socket.on('close', end);
    socket.setEncoding('latin1').on('data', (part) => {
      last = (last + part).slice(-(part.length + RESET.length));
      if (last.includes(RESET)) end();
    });
    socket.resume();
  });
}

function residentBytes(pid: number | null | undefined): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * BYTES_A_PAGE;
}
