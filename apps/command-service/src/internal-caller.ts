import { timingSafeEqual } from 'node:crypto';
import { problem } from '@offtake/http-edge/problem';

/** Admits the other service, which has the token. @throws {Problem} 401 for anybody else, and where there is no token */
export function admitService(authorization: string | undefined, token: string | null): void {
  if (!isBearer(authorization, token)) throw problem(401, 'unauthenticated', 'This is for the other service.');
}

function isBearer(authorization: string | undefined, token: string | null): boolean {
  if (token === null || authorization === undefined) return false;
  const given = Buffer.from(authorization);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
