import { problem } from '@offtake/http-edge/problem';

const KEY = /^[\x21-\x7e]{1,200}$/;
/** A positive number in the quotes of an entity tag. */
const VERSION = /^"([1-9]\d{0,8}|0)"$/;

/** The version that `If-Match: "3"` asks for; null where there is no such header. @throws {Problem} 400 */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null;
  const [, version] = VERSION.exec(header.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw problem(400, 'malformed', 'If-Match holds the version of the stream in quotes, for example "3".');
}

/** The key, also where it stands in quotes; null where there is none. @throws {Problem} 400 */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = header.trim().replace(/^"(.*)"$/, '$1');
  if (KEY.test(key)) return key;
  throw problem(400, 'malformed', 'Idempotency-Key holds 1 to 200 printable ASCII characters without spaces.');
}
