import type { Random } from '../harness/random.ts';
import { spoiledText } from './spoil.ts';

/** Headers that say what they should not, twice, or at too great a length. */
export function oddHeaders(random: Random): [string, string][] {
  const text = spoiledText(random).replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?');
  return random.pick<[string, string][]>([
    [['idempotency-key', text]],
    [['if-match', text]],
    [
      ['if-match', '"0"'],
      ['if-match', '"1"'],
    ],
    [
      ['idempotency-key', 'a'],
      ['idempotency-key', 'b'],
    ],
    [['accept', random.pick(['text/csv', 'application/x-ndjson', 'image/png', ';q=', text])]],
    [['if-none-match', text]],
    [['last-event-id', text]],
    [['accept-encoding', 'gzip;q=nan, *;q=-1']],
    [
      ['x-forwarded-for', text],
      ['forwarded', text],
      ['x-http-method-override', 'DELETE'],
    ],
    [['origin', text]],
    [
      ['traceparent', text],
      ['x-request-id', text],
    ],
    [['expect', random.pick(['100-continue', 'a miracle'])]],
    [['x-long', 'y'.repeat(random.pick([8_000, 20_000]))]],
    Array.from({ length: 120 }, (_, i): [string, string] => [`x-many-${i}`, 'z']),
  ]);
}
