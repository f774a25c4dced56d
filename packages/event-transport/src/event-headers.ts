import type { Delivered, Outgoing } from './transport.ts';

/** An event as the ledger keeps it, whose meaning the transport does not know. */
export interface RecordedEnvelope {
  readonly book: string;
  readonly position: number;
  /** What the event is about, for example `deal/openai-aws`. */
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  /** Canonical JSON text, exactly as it was hashed. */
  readonly body: string;
  /** `2026-11-24T01:02:03.456789Z` */
  readonly recordedAt: string;
  /** Lower hex, 64 digits. */
  readonly hash: string;
  /** The hash of the book's event before it; 64 zeros for the first. */
  readonly prevHash: string;
}

/** A message that is no event, and why. */
export class Malformed {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The message that carries an event: CloudEvents 1.0, binary mode. */
export function toOutgoing(event: RecordedEnvelope, traceparent?: string): Outgoing {
  const headers = toHeaders(event);
  return { book: event.book, headers: traceparent ? { ...headers, traceparent } : headers, value: event.body };
}

/** @throws {SyntaxError} where the body is not JSON, which the ledger does not allow */
export function toHeaders(event: RecordedEnvelope): Record<string, string> {
  const { actor, schemaVersion } = JSON.parse(event.body) as { actor?: unknown; schemaVersion?: unknown };
  return {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: sourceOf(event.book),
    ce_subject: event.stream,
    ce_time: event.recordedAt,
    ce_position: String(event.position),
    ce_version: String(event.version),
    ce_schemaversion: String(schemaVersion ?? ''),
    ce_actor: String(actor ?? ''),
    ce_hash: event.hash,
    ce_prevhash: event.prevHash,
    'content-type': 'application/json',
  };
}

/** The event that a message carries. Checks the form of everything but the body. */
export function fromHeaders({ book, headers, value }: Delivered): RecordedEnvelope | Malformed {
  if (book === null) return new Malformed('it has no key');
  if (value === null) return new Malformed('it has no value');
  for (const [name, form] of Object.entries(FORMS)) {
    const text = headers[name];
    if (text === undefined) return new Malformed(`the header ${name} is missing`);
    if (!form.test(text)) return new Malformed(`the header ${name} is ${JSON.stringify(text.slice(0, SHOWN))}`);
  }
  const read = headers as Readonly<Record<keyof typeof FORMS, string>>;
  if (read.ce_source !== sourceOf(book)) return new Malformed(`the key is ${book}, but ce_source ${read.ce_source}`);
  return {
    book,
    position: Number(read.ce_position),
    stream: read.ce_subject,
    version: Number(read.ce_version),
    id: read.ce_id,
    type: read.ce_type,
    body: value,
    recordedAt: read.ce_time,
    hash: read.ce_hash,
    prevHash: read.ce_prevhash,
  };
}

/** How much of a wrong header a reason quotes. */
const SHOWN = 80;

const SHA256 = /^[0-9a-f]{64}$/;
/** At most 15 digits: exact as a number. */
const COUNT = /^[1-9]\d{0,14}$/;
/** Of what the ledger keeps free of line feeds. */
const LINE = /^[^\n]+$/;
const FORMS = {
  ce_specversion: /^1\.0$/,
  ce_id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ce_type: LINE,
  ce_source: /^\/books\/./,
  ce_subject: LINE,
  ce_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
  ce_position: COUNT,
  ce_version: COUNT,
  ce_hash: SHA256,
  ce_prevhash: SHA256,
} as const;

function sourceOf(book: string): string {
  return `/books/${book}`;
}
