import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

/**
 * One kept connection, one request at a time, and nothing but what the measurement needs: the client shares the machine
 * with what it measures.
 */
export class Connection {
  readonly #origin: URL;
  #socket: Socket;
  #read = '';
  #resolve: ((answer: Answer) => void) | null = null;
  #reject: (error: Error) => void = () => {};

  constructor(origin: string) {
    this.#origin = new URL(origin);
    this.#socket = this.#open();
  }

  send(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Answer> {
    const length = Buffer.byteLength(body);
    // A server closes what says nothing for some seconds, as while a peer is measured.
    if (!this.#socket.writable) this.#socket = this.#open();
    const lines = Object.entries({ host: this.#origin.host, 'content-length': String(length), ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #open(): Socket {
    const { hostname, port } = this.#origin;
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    const failed = (error: Error) => socket === this.#socket && this.#reject(error);
    socket.on('error', failed);
    socket.on('close', () => failed(new Error('the connection was closed')));
    this.#read = '';
    return socket;
  }

  #take(text: string): void {
    this.#read += text;
    const end = this.#read.indexOf(HEAD_END);
    if (end === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#read)?.[1] ?? 0);
    const from = end + HEAD_END.length;
    if (this.#read.length < from + length) return;
    const answer = { status: Number(this.#read.slice(9, 12)), body: this.#read.slice(from, from + length) };
    this.#read = this.#read.slice(from + length);
    this.#resolve?.(answer);
  }
}
