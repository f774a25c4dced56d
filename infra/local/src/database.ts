import { lstat, symlink } from 'node:fs/promises';
import type { Home } from './home.ts';
import type { LogFile } from './log-file.ts';
import { startPostgres } from './postgres.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface Database {
  /** Connection of the owner: creates schemas, roles and grants. */
  readonly adminUrl: string;
  /** The server of this start; null where DATABASE_URL named another. */
  readonly part: Supervised | null;
  /** Where the data of the server of this start really lie. */
  readonly dataDirectory: string | null;
}

export interface DatabaseOptions {
  readonly home: Home;
  readonly port: number;
  /** A database that is there already; empty for one of our own. */
  readonly url: string;
  readonly log: LogFile;
  readonly say: (line: string) => void;
  readonly changed: () => void;
}

export async function startDatabase({ home, port, url, log, say, changed }: DatabaseOptions): Promise<Database> {
  if (url !== '') {
    say(`PostgreSQL at ${new URL(url).host}, as DATABASE_URL says.`);
    return { adminUrl: url, part: null, dataDirectory: null };
  }
  const began = Date.now();
  const asked = home.path('postgres');
  let adminUrl = '';
  let dataDirectory = asked;
  const start = async () => {
    const postgres = await startPostgres({ dataDirectory: asked, port, log: (line) => log.write(`${line}\n`) });
    adminUrl = postgres.url;
    dataDirectory = postgres.dataDirectory;
    return postgres;
  };
  const part = await supervise('database', start, say, changed);
  if (dataDirectory !== asked && (await lstat(asked).catch(() => null)) === null) await symlink(dataDirectory, asked);
  say(`PostgreSQL serves on port ${port}; data in ${dataDirectory} (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return { adminUrl, part, dataDirectory };
}

/** The same database as seen by another role. */
export function asRole(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
