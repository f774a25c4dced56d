/** Connections that were refused, cut off or not answered in time. */
const NO_ANSWER = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/**
 * Errors of PostgreSQL that pass: connections (08), resources (53), operator intervention and time limits (57), system
 * (58), and what it has no code for (XX000), such as a file that may not grow further.
 */
const PASSING = /^((08|53|57|58)[0-9A-Z]{3}|XX000)$/;
/** What `pg` says itself, without a code. */
const OF_THE_DRIVER =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client (was|has) .* is not queryable)/;

/** Whether an error is, or was caused by, a part that is away or overloaded: trying again is all that can be done. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isUnavailable(error.cause)) return true;
  const code = 'code' in error ? String(error.code) : '';
  return NO_ANSWER.has(code) || PASSING.test(code) || OF_THE_DRIVER.test(error.message);
}
