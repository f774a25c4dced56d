import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './attack.ts';

/** What came back; null where the connection was closed without an answer, or the answer was cut off. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Origins {
  readonly gateway: string;
  readonly command: string;
  readonly projection: string;
}

const ANSWER_WITHIN_MS = 60_000;
/** After the last byte of what is no whole request: a server may wait for more of it. */
const SILENT_AFTER_MS = 400;
const MOST_OF_STREAM_MS = 100;
const CONNECTIONS = 32;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

export function originOf(attack: Attack, origins: Origins): URL {
  if (attack.to === 'gateway') return new URL(origins.gateway);
  const reads = attack.method === 'GET' || /\/(stress|resume|rebuilds)(\?|$)/.test(attack.path);
  return new URL(reads ? origins.projection : origins.command);
}

/** @throws where nothing comes in time, or where the connection breaks off in the middle of a request that is none too large */
export function send(attack: Attack, origins: Origins): Promise<Answer | null> {
  const origin = originOf(attack, origins);
  return attack.bytes === null ? overHttp(attack, origin) : onSocket(attack.bytes, origin);
}

function overHttp(attack: Attack, origin: URL): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = attack;
    const sent = request({
      agent,
      host: origin.hostname,
      port: origin.port,
      method,
      path,
      headers: [
        'host',
        origin.host,
        ...headers.flat(),
        ...(body === null ? [] : ['content-length', String(body.length)]),
      ],
      timeout: ANSWER_WITHIN_MS,
    });
    sent.once('timeout', () => sent.destroy(new Error(`nothing came within ${ANSWER_WITHIN_MS} ms`)));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The server had closed the connection before it was used again.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(overHttp(attack, origin));
      // It answers before a body that it will not take has come to its end.
      else if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(null);
      else reject(error);
    });
    sent.once('response', (answer) => {
      let text = '';
      const { statusCode: status = 0, headers: answered } = answer;
      const done = () => resolve({ status, headers: answered, text });
      if (answered['content-type']?.startsWith('text/event-stream'))
        setTimeout(() => answer.destroy(), MOST_OF_STREAM_MS);
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.once('close', done);
      answer.once('error', done);
    });
    sent.end(body ?? undefined);
  });
}

/** The first answer to what is sent. */
function onSocket(bytes: readonly (Buffer | number)[], origin: URL): Promise<Answer | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: origin.hostname, port: Number(origin.port) });
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
      if (isWhole(heard)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(answerOf(heard)));
    const speak = async () => {
      for (const part of bytes) {
        if (typeof part === 'number') await sleep(part);
        else if (!socket.destroyed) socket.write(part);
      }
      socket.setTimeout(SILENT_AFTER_MS, () => socket.destroy());
    };
    socket.once('connect', () => void speak());
  });
}

function isWhole(heard: string): boolean {
  const end = heard.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(heard.slice(0, end))?.[1];
  return end >= 0 && length !== undefined && Buffer.byteLength(heard.slice(end + 4)) >= Number(length);
}

function answerOf(heard: string): Answer | null {
  const [, status, lines = '', rest = ''] =
    /^HTTP\/1\.1 (\d{3})[^\r]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(heard) ?? [];
  if (status === undefined || status === '100') return null;
  const named = lines.split('\r\n').map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]*: ?/, '')]);
  const headers = Object.fromEntries(named) as IncomingHttpHeaders;
  return { status: Number(status), headers, text: textOf(headers, rest) };
}

/** What follows may be the answer to another request. */
function textOf(headers: IncomingHttpHeaders, rest: string): string {
  const length = headers['content-length'];
  if (length !== undefined) return Buffer.from(rest).subarray(0, Number(length)).toString();
  if (headers['transfer-encoding'] !== 'chunked') return rest;
  let text = '';
  for (let left = Buffer.from(rest); ; ) {
    const line = left.indexOf('\r\n');
    const size = Number.parseInt(left.subarray(0, Math.max(0, line)).toString(), 16);
    if (!(size > 0)) return text;
    text += left.subarray(line + 2, line + 2 + size).toString();
    left = left.subarray(line + 2 + size + 2);
  }
}

export function endConnections(): void {
  agent.destroy();
}
