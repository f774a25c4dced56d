import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type System, startSystem } from '@offtake/local/system';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the one running system. */
    readonly origin: string;
    readonly key: string;
    readonly home: string;
    /** A link that nobody has followed yet; it signs in once. */
    readonly signInLink: string;
    /** The session cookie of one that was followed. */
    readonly session: { readonly name: string; readonly value: string };
  }
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Starts the real system on free ports, in a home of its own, with the example book in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(path.join(tmpdir(), 'offtake-e2e-'));
  const system = await startSystem({ home, port: 0, log: 'kafka', build: false, say });
  project.provide('origin', system.url);
  project.provide('key', system.key);
  project.provide('home', home);
  project.provide('signInLink', await system.signInLink());
  project.provide('session', await signIn(system));
  return async () => {
    await system.stop();
    await rm(home, { recursive: true, force: true });
    if (system.dataDirectory !== null) await rm(system.dataDirectory, { recursive: true, force: true });
  };
}

async function signIn(system: System): Promise<{ name: string; value: string }> {
  const code = new URL(await system.signInLink()).hash.replace('#code=', '');
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${system.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  if (name === undefined || value === undefined) throw new Error(`No session: ${answer.status} ${await answer.text()}`);
  return { name, value };
}
