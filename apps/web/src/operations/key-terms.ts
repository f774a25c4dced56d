import type { ListedKey } from '../api/access.ts';

/** For how long a new key may be good, in days; `never` ends with its revocation alone. */
export const SPANS = ['30', '90', '365', 'never'] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

export function endOf(span: Span, now: number): string | undefined {
  return span === 'never' ? undefined : new Date(now + Number(span) * DAY_MS).toISOString();
}

export type KeyState = 'good' | 'expired' | 'revoked';

export function stateOf({ expiresAt, revokedAt }: ListedKey, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'good';
}
