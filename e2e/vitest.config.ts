import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** All of them look at one running system: what is read first, two files at a time; what is killed last, alone. */
const folders = [
  { name: 'api', maxWorkers: 2 },
  { name: 'browser', maxWorkers: 2 },
  { name: 'faults', maxWorkers: 1 },
  { name: 'start', maxWorkers: 1 },
];

function projectOf({ name, maxWorkers }: (typeof folders)[number], order: number): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [`${name}/**/*.e2e.test.ts`],
      maxWorkers,
      sequence: { groupOrder: order + 1 },
      testTimeout: 120_000,
      hookTimeout: 240_000,
      // Vitest's own second is too short on a busy machine.
      expect: { poll: { timeout: 20_000 } },
    },
  };
}

export default defineConfig({
  test: {
    globalSetup: ['system.setup.ts'],
    projects: folders.map(projectOf),
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
