import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** Kinds of requests by their number in Kafka's protocol. */
export const API = { produce: 0, fetch: 1, metadata: 3, apiVersions: 18, initProducerId: 22 } as const;

export const LOSSES = [
  'the answer, and the connection stays',
  'the answer, and the connection ends',
  'half of the answer, and the connection ends',
  'the request, and the connection ends',
] as const;
export type Loss = (typeof LOSSES)[number];

export interface AcknowledgementProxy {
  /** `127.0.0.1:<port>`, instead of the broker's own. */
  readonly broker: string;
  /** Decides about each request of this kind from now on. */
  lose(api: number, decide: () => Loss | null): void;
  /** How many were lost. */
  lost(): number;
  close(): Promise<void>;
}

/**
 * Stands between client and broker and loses what it is told to. The broker's answers name its own address: that is
 * replaced, so that the client stays with the proxy.
 */
export async function startAcknowledgementProxy(brokerPort: number): Promise<AcknowledgementProxy> {
  const deciders = new Map<number, () => Loss | null>();
  const sockets = new Set<Socket>();
  let lost = 0;

  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const losses = new Map<number, Loss>();
    const end = (): void => {
      client.destroy();
      broker.destroy();
    };
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    onFrames(client, (frame) => {
      const loss = deciders.get(frame.readInt16BE(4))?.() ?? null;
      if (loss) lost += 1;
      if (loss === 'the request, and the connection ends') return end();
      if (loss) losses.set(frame.readInt32BE(8), loss);
      broker.write(frame);
    });
    onFrames(broker, (frame) => {
      const loss = losses.get(frame.readInt32BE(4));
      if (!loss) client.write(renamed(frame, brokerPort, port));
      else if (loss === 'the answer, and the connection ends') end();
      else if (loss === 'half of the answer, and the connection ends') {
        client.end(frame.subarray(0, frame.length >> 1));
      }
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    broker: `127.0.0.1:${port}`,
    lose: (api, decide) => deciders.set(api, decide),
    lost: () => lost,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Calls back with each frame of Kafka's protocol, its length in front. */
function onFrames(socket: Socket, onFrame: (frame: Buffer) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0)) {
      const length = 4 + bytes.readInt32BE(0);
      onFrame(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
  });
}

const HOST = Buffer.from('127.0.0.1');

function renamed(frame: Buffer, from: number, to: number): Buffer {
  for (let at = frame.indexOf(HOST); at >= 0; at = frame.indexOf(HOST, at + 1)) {
    const port = at + HOST.length;
    if (port + 4 <= frame.length && frame.readInt32BE(port) === from) frame.writeInt32BE(to, port);
  }
  return frame;
}
