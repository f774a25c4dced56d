// The first file of every `npm start` and `npm test`: no dependencies, valid on Node 20.
// It installs what the lock file says where that is not there yet, finds Node 24, and hands over to TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const neededMajor = 24;
const verbs = { start: 'infra/local/src/start.ts', test: 'infra/local/src/test.ts' };

const [verb = 'start', ...args] = process.argv.slice(2);
if (!Object.hasOwn(verbs, verb)) stopWith(`"${verb}" is not known here. Say one of: ${Object.keys(verbs).join(', ')}.`);
const entry = path.join(root, verbs[verb]);

if (!isInstalled()) install();
const node = findNode();
const environment = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };

if (process.env.npm_lifecycle_event) endWithParent();
if (node === process.execPath) {
  Object.assign(process.env, environment);
  process.argv = [node, entry, ...args];
  await import(pathToFileURL(entry).href);
} else {
  handOver();
}

/** True where npm's own record of what it installed has every package of the lock file, in its version. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(path.join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([folder, { version, optional, link }]) => {
      if (!folder.includes('node_modules/')) return true;
      if (link) return existsSync(path.join(root, folder));
      return present[folder] === undefined ? optional === true : present[folder].version === version;
    });
  } catch {
    return false;
  }
}

function install() {
  process.stdout.write('Installing the packages of package-lock.json (npm ci), once.\n');
  // npm tells the scripts it runs where it is; outside of npm, the one on the PATH is used.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, [process.env.npm_execpath]]
    : ['npm', []];
  const options = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'];
  const result = spawnSync(npm[0], [...npm[1], ...options], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.error) stopWith(`npm could not be run: ${result.error.message}.`);
  if (result.status !== 0) stopWith('npm ci failed; its message stands above. Nothing was started.');
}

/** The Node that runs this file where it is new enough, else the one that came through npm. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath;
  const vendored = path.join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  const found = existsSync(vendored) && spawnSync(vendored, ['--version'], { encoding: 'utf8' });
  if (found && found.status === 0 && Number(found.stdout.slice(1).split('.')[0]) >= neededMajor) return vendored;
  return stopWith(
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
