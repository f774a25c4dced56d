import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from './cannot-start.ts';

/** Everything that one installation keeps: `$OFFTAKE_HOME`. */
export interface Home {
  readonly directory: string;
  /** The platform operator's key, `ofk_<id>_<secret>`; kept in the file `key`, for its owner's eyes. */
  readonly operatorKey: string;
  /** Passwords of the services' database roles; kept in the file `passwords.json`. */
  readonly passwords: { readonly command: string; readonly projection: string };
  /** Signs checkpoints (Ed25519, PEM): the path of the file, `signing-key.pem`. */
  readonly signingKeyFile: string;
  path(name: string): string;
}

/** Creates what is missing. @throws {CannotStart} where the directory cannot be written. */
export async function openHome(asked: string): Promise<Home> {
  const directory = path.resolve(asked);
  const file = (name: string) => path.join(directory, name);
  try {
    await mkdir(file('logs'), { recursive: true });
    await access(directory, constants.W_OK | constants.X_OK);
    await keep(file('signing-key.pem'), signingKey);
    return {
      directory,
      operatorKey: await keep(file('key'), () => `ofk_${hex(8)}_${hex(24)}`),
      passwords: JSON.parse(
        await keep(file('passwords.json'), () => JSON.stringify({ command: hex(24), projection: hex(24) })),
      ),
      signingKeyFile: file('signing-key.pem'),
      path: file,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotStart(
      `The data directory ${directory} cannot be used (${reason}): make it writable, or name another in OFFTAKE_HOME.`,
    );
  }
}

/** The content of a file that only its owner may read; written once, by whoever comes first. */
async function keep(file: string, make: () => string): Promise<string> {
  try {
    await writeFile(file, `${make()}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

function signingKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
