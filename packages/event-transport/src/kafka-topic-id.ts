import { connect } from 'node:net';

/** Metadata, in the first version that tells topic ids in answers to questions by name and in a form that lasts. */
const METADATA = { apiKey: 3, version: 12 };
const UNKNOWN_TOPIC = 3;

/** What kafkajs answers of a cluster, as far as it is needed. */
interface Cluster {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
}

/**
 * The id that a cluster gave a topic when it was created, as 32 hex digits. kafkajs knows topics by their names only, and
 * cannot tell a topic from another one that was created in its place.
 * @throws where there is no such topic
 */
export async function topicIdOf({ brokers: [broker] }: Cluster, topic: string, limitMs: number): Promise<string> {
  const id = broker && topicIdIn(await answerTo(request(topic), `${broker.host}:${broker.port}`, limitMs), topic);
  if (!id) throw new Error(`there is no topic ${topic}`);
  return id;
}

function answerTo(question: Buffer, broker: string, limitMs: number): Promise<Buffer> {
  const [host = '', port] = broker.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), noDelay: true });
    const end = (result: () => void): void => {
      socket.destroy();
      result();
    };
    let answer = Buffer.alloc(0);
    socket.setTimeout(limitMs, () => end(() => reject(new Error(`${broker} does not answer`))));
    socket.on('connect', () => socket.write(question));
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('close', () => reject(new Error(`${broker} closed the connection`)));
    socket.on('data', (part) => {
      answer = Buffer.concat([answer, part]);
      const length = answer.length >= 4 ? answer.readInt32BE(0) : Number.POSITIVE_INFINITY;
      if (answer.length >= 4 + length) end(() => resolve(answer.subarray(4, 4 + length)));
    });
  });
}

function request(topic: string): Buffer {
  const head = Buffer.alloc(10);
  head.writeInt16BE(METADATA.apiKey, 0);
  head.writeInt16BE(METADATA.version, 2);
  // 4: correlation id 0; then the client id, none
  head.writeInt16BE(-1, 8);
  const name = Buffer.from(topic);
  const body = Buffer.concat([
    Buffer.from([0, 2]), // no tagged fields; an array of one topic
    Buffer.alloc(16), // its id is not known
    Buffer.from([name.length + 1]),
    name,
    Buffer.from([0, 0, 0, 0]), // of the topic no tagged fields; create none; no authorised operations; no tagged fields
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(head.length + body.length);
  return Buffer.concat([length, head, body]);
}

function topicIdIn(answer: Buffer, topic: string): string | null {
  const read = new Reader(answer, 4); // after the correlation id
  read.taggedFields();
  read.skip(4); // throttled for
  for (let brokers = read.length(); brokers > 0; brokers--) {
    read.skip(4);
    read.text();
    read.skip(4);
    read.text();
    read.taggedFields();
  }
  read.text(); // cluster id
  read.skip(4); // controller
  if (read.length() !== 1) throw new Error('a Metadata answer of another number of topics than was asked for');
  const error = read.int16();
  const name = read.text();
  if (error === UNKNOWN_TOPIC) return null;
  if (error !== 0 || name !== topic) throw new Error(`a Metadata answer with error ${error} for ${name}`);
  return read.hex(16);
}

/** Reads the compact forms of Kafka's protocol: lengths are varints, one greater than what they count. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  skip(bytes: number): number {
    this.#at += bytes;
    return this.#at - bytes;
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.skip(2));
  }

  hex(bytes: number): string {
    return this.#bytes.toString('hex', this.skip(bytes), this.#at);
  }

  length(): number {
    return this.#varint() - 1;
  }

  text(): string {
    const length = Math.max(0, this.length());
    return this.#bytes.toString('utf8', this.skip(length), this.#at);
  }

  taggedFields(): void {
    for (let fields = this.#varint(); fields > 0; fields--) {
      this.#varint();
      this.skip(this.#varint());
    }
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.skip(1));
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
