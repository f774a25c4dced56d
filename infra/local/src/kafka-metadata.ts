import { connect } from 'node:net';

const METADATA = { apiKey: 3, version: 1 };
const ANSWER_TIMEOUT_MS = 1000;

/**
 * Whether the broker at this port answers a Metadata request with itself as a live broker. An open port is not enough:
 * a broker listens for seconds before it serves.
 */
export function servesMetadata(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    const end = (serves: boolean): void => {
      socket.destroy();
      resolve(serves);
    };
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => resolve(false));
    socket.on('connect', () => socket.write(metadataRequest()));
    socket.on('data', (part) => {
      answer = Buffer.concat([answer, part]);
      // length, correlation id, number of live brokers
      if (answer.length >= 12) end(answer.readInt32BE(8) > 0);
    });
  });
}

function metadataRequest(): Buffer {
  const client = Buffer.from('offtake-local');
  const request = Buffer.alloc(14 + client.length + 4);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(METADATA.apiKey, 4);
  request.writeInt16BE(METADATA.version, 6);
  request.writeInt32BE(1, 8); // correlation id
  request.writeInt16BE(client.length, 12);
  client.copy(request, 14);
  request.writeInt32BE(0, 14 + client.length); // of no topic
  return request;
}
