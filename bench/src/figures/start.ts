import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '@offtake/local/ports';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { type Group, oursAtMost, type Sample } from '../figure.ts';

/** What: from `npm start` on an installed machine, in an empty home, to the first screen of the example book. */
const root = path.resolve(import.meta.dirname, '../../..');
const WITHIN_MS = 120_000;

export const start: Group = {
  name: 'start',
  // What one start costs more than the next is part of what a user waits for.
  warmUp: false,
  rounds: 3,
  figures: [{ figure: 'npm start to the first screen', unit: 's', ours: 'ours.seconds', goal: oursAtMost(20) }],
  async prepare() {
    const browser = await launchChromium();
    return { sides: { ours: () => started(browser) }, end: () => browser.close() };
  },
};

async function started(browser: Browser): Promise<Sample> {
  const home = await mkdtemp(path.join(tmpdir(), 'offtake-bench-start-'));
  const [port] = await freePorts(1);
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'infra/local/launch.mjs'), 'start'], {
    env: { ...process.env, PORT: String(port), OFFTAKE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const page = await browser.newPage();
    await page.goto(await linkOf(child.stdout));
    await page.getByRole('table').or(page.getByRole('grid')).first().waitFor({ timeout: WITHIN_MS });
    const seconds = (performance.now() - began) / 1_000;
    await page.close();
    return { seconds };
  } finally {
    child.kill('SIGTERM');
    await ended;
    const data = await readlink(path.join(home, 'postgres')).catch(() => null);
    for (const folder of [home, data]) if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

async function linkOf(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const text of output) {
    said += text;
    const link = /Sign in once with (\S+)\n/.exec(said)?.[1];
    // Read on, so that what it says later does not stop it.
    if (link !== undefined) return link;
  }
  throw new Error(`npm start ended:\n${said}`);
}
