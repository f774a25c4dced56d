// The first file of every `npm start`, `npm test`, `npm run soak`, `npm run bench` and `npm run mutants`: no dependencies, valid on Node 20.
// It installs what the lock file says where that is not there yet, finds Node 24, and hands over to TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const neededMajor = 24;
const verbs = {
  start: 'infra/local/src/start.ts',
  test: 'infra/local/src/test.ts',
  soak: 'e2e/faults/soak.ts',
  bench: 'bench/src/bench.ts',
  mutants: 'e2e/mutants/mutants.ts',
  offtake: 'apps/cli/src/offtake.ts',
};

const [verb = 'start', ...args] = process.argv.slice(2);
if (!Object.hasOwn(verbs, verb)) stopWith(`"${verb}" is not known here. Say one of: ${Object.keys(verbs).join(', ')}.`);
const entry = path.join(root, verbs[verb]);

if (!isInstalled()) install();
const node = findNode();
const environment = withNode(node);

if (process.env.npm_lifecycle_event) endWithParent();
if (node === process.execPath) {
  Object.assign(process.env, environment);
  process.argv = [node, entry, ...args];
  await import(pathToFileURL(entry).href);
} else {
  handOver();
}

/** True where npm's own record of what it installed has every package of the lock file that is for this machine. */
function isInstalled() {
  try {
    const present = readPackages('node_modules/.package-lock.json');
    return Object.entries(readPackages('package-lock.json')).every(([folder, wanted]) => {
      if (!folder.includes('node_modules/')) return true;
      if (wanted.link) return existsSync(path.join(root, folder));
      if (present[folder] === undefined) return wanted.optional === true && !isForThisMachine(wanted);
      return present[folder].version === wanted.version;
    });
  } catch {
    return false;
  }
}

/** Of packages that name a machine at all: the others may be part of one that is for another. */
function isForThisMachine({ os, cpu, libc }) {
  const ours = process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  const fits = (names, own) => names === undefined || names.includes(own);
  return (
    (os !== undefined || cpu !== undefined) && fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, ours)
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
}

/** On Node 24: npm leaves optional packages out that the Node it runs on is too old for, and says nothing. */
function install() {
  process.stdout.write('Installing the packages of package-lock.json (npm ci), once.\n');
  const own = path.join(root, '.offtake-install');
  rmSync(own, { recursive: true, force: true });
  try {
    const node = isNewEnough(process.versions.node) ? process.execPath : fetchNode(own);
    npm(['ci', '--include=dev', '--include=optional'], root, node);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Installs nothing but the platform's Node, as the lock file has it, into a folder of its own. */
function fetchNode(folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const locked = readPackages('package-lock.json')[`node_modules/${name}`];
  if (locked === undefined) stopForNode();
  const manifest = { name: 'offtake-install', version: '0.0.0', dependencies: { [name]: locked.version } };
  const packages = { '': manifest, [`node_modules/${name}`]: { ...locked, optional: undefined } };
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ ...manifest, lockfileVersion: 3, packages }));
  npm(['ci'], folder, process.execPath);
  return path.join(folder, 'node_modules', name, 'bin/node');
}

function npm(words, folder, node) {
  // npm tells the scripts that it runs where it is; outside of npm, the one on the PATH is used.
  const script = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : null;
  const [program, before] = script === null ? ['npm', []] : [node, [script]];
  const result = spawnSync(program, [...before, ...words, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: folder,
    env: withNode(node),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.error) stopWith(`npm could not be run: ${result.error.message}.`);
  if (result.status !== 0) stopWith('npm ci failed; its message stands above. Nothing was started.');
}

function withNode(node) {
  return { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
}

/** The Node that runs this file where it is new enough, else the one that came through npm. */
function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const vendored = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const found = existsSync(vendored) && spawnSync(vendored, ['--version'], { encoding: 'utf8' });
  return found && found.status === 0 && isNewEnough(found.stdout.slice(1)) ? vendored : stopForNode();
}

function isNewEnough(version) {
  return Number(version.split('.')[0]) >= neededMajor;
}

function stopForNode() {
  stopWith(
    `Offtake needs Node ${neededMajor} or later. This is Node ${process.versions.node} on ${process.platform} ` +
      `${process.arch}, for which none came through npm: install one from https://nodejs.org and start again.`,
  );
}

/** Runs the entry on the other Node. The open channel tells it when this process is gone, however it ended. */
function handOver() {
  const child = spawn(node, [entry, ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stopWith(`${node} could not be run: ${error.message}.`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

/** npm passes signals on, but it may itself be killed, and then nobody could end this any more. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function stopWith(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
