import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** What a browser has to load of the built client, gzipped as servers send it. */

const dist = path.resolve(import.meta.dirname, '../dist');
const INITIAL_KB = 230;
const LAZY_ROUTE_KB = 80;

const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
const initial = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');

/** The lazy chunks of the client by the screen that they belong to, each with all that it brings along. */
const screens = lazyScreens();

describe('the budgets of the client', () => {
  it(`load at most ${INITIAL_KB} kB of script before anything is shown`, () => {
    expect(initial.length).toBeGreaterThan(1);
    expect(overBudget({ 'index.html': initial }, INITIAL_KB)).toEqual([]);
  });

  it(`load at most ${LAZY_ROUTE_KB} kB more for a screen that is asked for`, () => {
    expect(Object.keys(screens).length).toBeGreaterThanOrEqual(9);
    expect(overBudget(screens, LAZY_ROUTE_KB)).toEqual([]);
  });
});

/** The figures of those that are too large: each file with its size, the largest first. */
function overBudget(loads: Readonly<Record<string, readonly string[]>>, budgetKb: number): readonly string[] {
  return Object.entries(loads).flatMap(([name, files]) => {
    const sizes = files.map((file) => ({ file, kb: gzipSync(read(file)).length / 1_000 }));
    const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
    if (total <= budgetKb) return [];
    const largest = sizes.sort((a, b) => b.kb - a.kb).map(({ file, kb }) => `${kb.toFixed(1)} ${file}`);
    return [`${name}: ${total.toFixed(1)} kB of ${budgetKb} kB: ${largest.join(', ')}`];
  });
}

function lazyScreens(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const file of reachable(initial, importedOnDemand)) {
    const screen = /\/([a-z-]+-screen)-[^/]+\.js$/.exec(file)?.[1];
    if (screen !== undefined)
      found[screen] = reachable([file], importedAtOnce).filter((each) => !initial.includes(each));
  }
  return found;
}

function reachable(from: readonly string[], next: (file: string) => readonly string[]): string[] {
  const seen = new Set(from);
  for (const file of seen) for (const other of next(file)) seen.add(other);
  return [...seen];
}

function importedAtOnce(file: string): readonly string[] {
  const at = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
  return [...read(file).matchAll(at)].map((match) => `assets/${match[1]}`);
}

function importedOnDemand(file: string): readonly string[] {
  const at = /\bimport\(\s*["'`]\.\/([^"'`]+\.js)["'`]\s*\)/g;
  return [...importedAtOnce(file), ...[...read(file).matchAll(at)].map((match) => `assets/${match[1]}`)];
}

function read(file: string): string {
  return readFileSync(path.join(dist, file), 'utf8');
}
