import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<Buffer, Buffer, number, Buffer>(scrypt);
const HASH_BYTES = 32;

/** A key is `ofk_<id>_<secret>`; the id is no secret, and finds the hash to compare with. */
export function parseKey(key: string): { readonly id: string; readonly secret: string } | null {
  const match = /^ofk_([A-Za-z0-9]{1,64})_([A-Za-z0-9_-]{16,200})$/.exec(key);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : null;
}

/** Hashes a key's secret slowly (scrypt), with a salt of its own. */
export async function hashSecret(secret: string): Promise<{ readonly hash: Buffer; readonly salt: Buffer }> {
  const salt = randomBytes(16);
  return { hash: await derive(Buffer.from(secret), salt, HASH_BYTES), salt };
}

export async function isSecret(
  secret: string,
  { hash, salt }: { readonly hash: Buffer; readonly salt: Buffer },
): Promise<boolean> {
  return timingSafeEqual(await derive(Buffer.from(secret), salt, HASH_BYTES), hash);
}

/** 256 random bits as text: a sign-in code, or a session's cookie. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A fast hash is enough for what is random in all its 256 bits. */
export function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
