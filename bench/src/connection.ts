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
  readonly #socket: Socket;
  readonly #host: string;
  #read = '';
  #resolve: ((answer: Answer) => void) | null = null;
  #reject: (error: Error) => void = () => {};

  constructor(origin: string) {
    const { hostname, port, host } = new URL(origin);
    this.#host = host;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#take(text));
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => this.#reject(new Error('the connection was closed')));
  }

  send(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Answer> {
    const length = Buffer.byteLength(body);
    const lines = Object.entries({ host: this.#host, 'content-length': String(length), ...headers });
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
