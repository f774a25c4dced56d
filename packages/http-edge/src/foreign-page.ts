import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Sent {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Why a page of another site may have made a browser send this, with what the browser adds by itself; null where none
 * has. Every browser names the page of a request that writes, in `Sec-Fetch-Site` or `Origin`, and no page can forge
 * them. Another port of the same machine is another site. `byCookie`: who asks is known by a cookie, which only browsers
 * have: then one of the two must be there.
 */
export function foreignPage({ method, headers }: Sent, byCookie: boolean): string | null {
  if (SAFE.has(method)) return null;
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    return site === 'same-origin' || site === 'none' ? null : `A page of ${origin ?? 'another site'} asked for this.`;
  }
  if (origin !== undefined) {
    return origin.replace(/^https?:\/\//, '') === host ? null : `A page of ${origin} asked for this.`;
  }
  return byCookie ? 'With a cookie, Origin or Sec-Fetch-Site must say which page asks. Programs send a key.' : null;
}
