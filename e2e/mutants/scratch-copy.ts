import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Mutant, mutated } from './mutant.ts';

/** The checkout as it is, also what is not committed, in a folder of its own: what is taken out there is missed nowhere else. */
export interface ScratchCopy {
  readonly root: string;
  /** Takes a safeguard out; the answer puts it back. */
  takeOut(mutant: Mutant): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** What was installed or fetched once, and is not of this project. */
const FETCHED = ['infra/kafka/target'];
const OURS = '@offtake';

export async function copyOf(checkout: string): Promise<ScratchCopy> {
  const root = await mkdtemp(path.join(tmpdir(), 'offtake-mutants-'));
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', words, { cwd: checkout, encoding: 'utf8' }).split('\0');
  for (const file of files) {
    if (file === '' || !existsSync(path.join(checkout, file))) continue;
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    copyFileSync(path.join(checkout, file), path.join(root, file));
  }
  for (const folder of FETCHED) linkTo(path.join(checkout, folder), path.join(root, folder));
  linkPackages(checkout, root);
  return {
    root,
    async takeOut(mutant) {
      const file = path.join(root, mutant.file);
      const whole = readFileSync(file, 'utf8');
      await writeFile(file, mutated(whole, mutant));
      return () => writeFile(file, whole);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Packages of others are those of the checkout; our own are the copies. */
function linkPackages(checkout: string, root: string): void {
  const [from, to] = [checkout, root].map((folder) => path.join(folder, 'node_modules')) as [string, string];
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') && name !== '.bin') continue;
    if (name !== OURS) linkTo(path.join(from, name), path.join(to, name));
  }
  for (const name of readdirSync(path.join(from, OURS))) {
    // As npm links workspaces: from one folder to another of the same tree.
    linkTo(readlinkSync(path.join(from, OURS, name)), path.join(to, OURS, name));
  }
}

function linkTo(target: string, place: string): void {
  if (path.isAbsolute(target) && !existsSync(target)) return;
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(target, place);
}
