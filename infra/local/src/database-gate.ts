import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A door before a database, for tests of what happens while it is away. */
export interface DatabaseGate {
  /** The same database, through the door. */
  readonly url: string;
  /** Lets connections through, also those that were held. */
  open(): Promise<void>;
  /** Ends every connection and refuses new ones, as a server that is stopped does. */
  shut(): Promise<void>;
  /** Passes nothing on in either direction and ends nothing, as a machine that is cut off does. */
  hold(): void;
}

/** Begins open. */
export async function openGate(databaseUrl: string): Promise<DatabaseGate> {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const pairs = new Set<readonly [Socket, Socket]>();
  let held = false;
  const pass = (from: Socket) => {
    const to = connect(target);
    const pair = [from, to] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [to, from] as const]) {
      one.on('data', (bytes) => other.write(bytes));
      one.on('error', () => one.destroy());
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
      if (held) one.pause();
    }
  };
  let server: Server | null = null;
  let port = 0;
  const open = async () => {
    held = false;
    for (const socket of [...pairs].flat()) socket.resume();
    if (server) return;
    const opened = createServer(pass);
    server = opened;
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
    port = (opened.address() as AddressInfo).port;
  };
  await open();
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    open,
    async shut() {
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
      server = null;
      for (const socket of [...pairs].flat()) socket.destroy();
      await closed;
    },
    hold() {
      held = true;
      for (const socket of [...pairs].flat()) socket.pause();
    },
  };
}
