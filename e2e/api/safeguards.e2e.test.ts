import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutated } from '../mutants/mutant.ts';
import { MUTANTS } from '../mutants/safeguards.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('a safeguard that npm run mutants takes out', () => {
  it.each(MUTANTS)('stands where it is said, and so do its tests: $safeguard', (mutant) => {
    const whole = read(mutant.file);
    expect(mutated(whole, mutant)).not.toBe(whole);
    for (const test of mutant.tests) expect(read(path.join(mutant.workspace, test))).toContain('expect(');
  });
});
