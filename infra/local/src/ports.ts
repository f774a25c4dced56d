import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { CannotStart } from './cannot-start.ts';

/**
 * Below the range from which systems take the local ports of outgoing connections: while a service is away, a client
 * that tries again and again would otherwise sooner or later be given the service's own port, and keep it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MAX_TRIES = 200;

/** As many free ports of 127.0.0.1 as asked for, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const held: { port: number; server: Server }[] = [];
  for (let tries = 0; held.length < count; tries += 1) {
    if (tries === MAX_TRIES) throw new CannotStart(`No free ports were found between ${LOWEST} and ${HIGHEST}.`);
    const port = randomInt(LOWEST, HIGHEST);
    const server = await listen(port);
    if (server !== null) held.push({ port, server });
  }
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return held.map(({ port }) => port);
}

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
