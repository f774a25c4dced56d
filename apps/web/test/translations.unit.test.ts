import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const web = path.resolve(import.meta.dirname, '..');
// In it, what the configuration imports is found as it is from the client itself.
const modules = path.join(web, 'node_modules');
const spanish = path.join(web, 'src/locales/es.po');

let copy: string;
afterEach(() => rm(copy, { recursive: true, force: true }));

/** A page that is nothing but the Spanish catalog, built as the client is built. */
async function buildWith(catalog: string): Promise<{ readonly code: number; readonly said: string }> {
  await mkdir(modules, { recursive: true });
  copy = await mkdtemp(path.join(modules, '.catalog-'));
  await Promise.all([
    cp(path.join(web, 'src/locales'), path.join(copy, 'src/locales'), { recursive: true }),
    ...['vite.config.ts', 'lingui.config.ts', 'package.json'].map((file) =>
      cp(path.join(web, file), path.join(copy, file)),
    ),
    writeFile(path.join(copy, 'index.html'), '<script type="module" src="/main.ts"></script>'),
    writeFile(path.join(copy, 'main.ts'), "export { messages } from './src/locales/es.po';\n"),
  ]);
  await writeFile(path.join(copy, 'src/locales/es.po'), catalog);
  const vite = path.resolve(web, '../../node_modules/vite/bin/vite.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [vite, 'build'], { cwd: copy }, (failure, stdout, stderr) => {
      resolve({ code: failure ? Number(failure.code) : 0, said: `${stdout}${stderr}` });
    });
  });
}

describe('the build of the client', () => {
  it('passes with every message translated', async () => {
    expect(await buildWith(await readFile(spanish, 'utf8'))).toMatchObject({ code: 0 });
  });

  it('fails where one translation is missing, and names the message', async () => {
    const whole = await readFile(spanish, 'utf8');
    const emptied = whole.replace(/(msgid "Exposure"\nmsgstr )".+"/, '$1""');
    expect(emptied).not.toBe(whole);
    const { code, said } = await buildWith(emptied);
    expect(code).not.toBe(0);
    expect(said).toMatch(/missing[\s\S]*Exposure/i);
  });
});

describe('the Spanish words', () => {
  it('never take the billón for the billion', async () => {
    const pairs = [...(await readFile(spanish, 'utf8')).matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)];
    expect(pairs.length).toBeGreaterThan(500);
    const wrong = pairs.filter(
      ([, english, words]) => /bill[oó]n/i.test(words ?? '') && !/trillion|\btn\b/i.test(english ?? ''),
    );
    expect(wrong.map(([, english]) => english)).toEqual([]);
  });
});
