import type { Attack } from './attack.ts';
import type { Answer } from './send.ts';

/** What may pass by itself, and is then a 503: a position that is not read yet. */
const WAITS = /[?&](minPosition|knownAt|from|to)=/;
const STACK = /\n\s+at .+:\d+|node_modules|\.ts:\d+/;
const FIELDS = ['type', 'title', 'status', 'detail', 'instance', 'requestId'];

/** What is wrong with an answer; null where it is one that the contract allows. */
export function faultOf(attack: Attack, answer: Answer | null, problemTypes: ReadonlySet<string>): string | null {
  // Nobody promises an answer to what is no HTTP, nor to a body that is cut off for its size.
  if (answer === null) return null;
  const { status, headers, text } = answer;
  if (STACK.test(text) && status >= 400) return 'it tells where in the program it broke';
  if (status < 400) return null;
  if ((status === 503 || status === 429) && headers['retry-after'] === undefined)
    return 'it does not say when to come back';
  if (status >= 500 && !(status === 503 && WAITS.test(attack.path))) return 'no input may break the service';
  // An answer to HEAD has no body; nor is what was made of the address one of the API.
  if (attack.bytes !== null && (text === '' || (status === 404 && attack.to === 'gateway' && text === 'Not found\n')))
    return null;
  return problemFault(answer, problemTypes);
}

function problemFault({ status, headers, text }: Answer, problemTypes: ReadonlySet<string>): string | null {
  if (!/^application\/problem\+json(;|$)/.test(headers['content-type'] ?? ''))
    return `it is ${headers['content-type']}, no problem+json`;
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return 'its problem is no JSON';
  }
  const missing = FIELDS.filter((field) => body[field] === undefined);
  if (missing.length > 0) return `its problem lacks ${missing.join(', ')}`;
  if (body['status'] !== status) return `its problem says ${body['status']}`;
  if (!problemTypes.has(String(body['type']))) return `its type ${body['type']} leads to no page`;
  return null;
}
