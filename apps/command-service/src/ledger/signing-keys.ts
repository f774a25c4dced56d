import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The keys of an installation: one signs, older ones are still told, so that what they signed stays provable. */
export interface SigningKeys {
  readonly private: KeyObject;
  /** The first belongs to the private key. */
  readonly public: readonly PublicKey[];
}

export interface PublicKey {
  /** The first 16 hexadecimal digits of the SHA-256 of the key in SPKI form (DER). */
  readonly id: string;
  /** SPKI, PEM. */
  readonly pem: string;
}

const BLOCK = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

/**
 * Reads keys from PEM text, or from the file at that path: one Ed25519 private key (PKCS #8), and behind it the public
 * keys (SPKI) of those it has replaced.
 * @throws Error that says what is wrong, and nothing of the key
 */
export function readSigningKeys(pemOrPath: string): SigningKeys {
  const text = pemOrPath.includes('-----BEGIN') ? pemOrPath : readFileSync(pemOrPath, 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([pem, label]) => ({ pem, label }));
  const [first, ...older] = blocks;
  if (first?.label !== 'PRIVATE KEY') throw new Error('The signing key does not begin with a PRIVATE KEY in PEM form.');
  if (older.some(({ label }) => label !== 'PUBLIC KEY')) {
    throw new Error('Behind the signing key come PUBLIC KEYs only: two that sign would be one too many.');
  }
  const signs = ed25519(() => createPrivateKey(first.pem));
  const keys = [createPublicKey(signs), ...older.map(({ pem }) => ed25519(() => createPublicKey(pem)))];
  return { private: signs, public: keys.map(publicKeyOf) };
}

function publicKeyOf(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  const id = createHash('sha256').update(der).digest('hex').slice(0, 16);
  return { id, pem: key.export({ type: 'spki', format: 'pem' }).toString() };
}

function ed25519(read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw new Error('One of the signing keys cannot be read as PEM without a passphrase.');
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Error(`A signing key is Ed25519, not ${key.asymmetricKeyType}.`);
}
