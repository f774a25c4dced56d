import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.ts';
import { findJava, findMaven } from './kafka-jars.ts';

interface Requirement {
  readonly name: string;
  /** Debian's package. */
  readonly aptPackage: string;
  isThere(): Promise<boolean>;
}

const succeeds = (promise: Promise<unknown>) =>
  promise.then(
    () => true,
    () => false,
  );

const requirements: readonly Requirement[] = [
  { name: 'Chromium', aptPackage: 'chromium-headless-shell', isThere: async () => findChromium() !== null },
  { name: 'Java 17 or later', aptPackage: 'default-jre-headless', isThere: () => succeeds(findJava()) },
  { name: 'Maven', aptPackage: 'maven', isThere: () => succeeds(findMaven()) },
];

/**
 * What the tests need beyond npm: as root on Debian it is installed, elsewhere it has to be there.
 * @throws Error that names what is missing
 */
export async function provideRequirements(say: (line: string) => void): Promise<void> {
  let missing = await missingOnes();
  if (missing.length > 0 && process.getuid?.() === 0 && aptGet('--version')) {
    say(`Installing ${missing.map(({ name }) => name).join(', ')} with apt-get.`);
    aptGet('update', '-q');
    aptGet('install', '-q', '-y', '--no-install-recommends', ...missing.map(({ aptPackage }) => aptPackage));
    missing = await missingOnes();
  }
  if (missing.length === 0) return;
  const packages = missing.map(({ aptPackage }) => aptPackage).join(' ');
  throw new Error(
    `The tests need ${missing.map(({ name }) => name).join(', ')}, which is not on the PATH ` +
      `(on Debian or Ubuntu: sudo apt-get install ${packages}).`,
  );
}

async function missingOnes(): Promise<Requirement[]> {
  const there = await Promise.all(requirements.map((requirement) => requirement.isThere()));
  return requirements.filter((_requirement, index) => !there[index]);
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
