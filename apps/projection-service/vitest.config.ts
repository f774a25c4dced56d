import { defineConfig } from 'vitest/config';

/**
 * The reading half keeps nothing between two services of one process, so its files share a worker and load Nest once;
 * the writing half counts in registers that are there once for a process.
 */
const halves = [
  { name: 'reading', isolate: false, include: ['test/{queries,read-models}/**/*.test.ts'] },
  { name: 'writing', isolate: true, include: ['test/*.test.ts', 'test/{ingest,random}/**/*.test.ts'] },
];

export default defineConfig({
  test: {
    projects: halves.map((half) => ({
      resolve: { conditions: ['source'] },
      ssr: { resolve: { conditions: ['source'] } },
      // Nest reads the types of constructor parameters from the decorators' metadata.
      oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
      test: {
        ...half,
        // A bound for what hangs; how fast things are is measured elsewhere.
        testTimeout: 120_000,
        hookTimeout: 120_000,
      },
    })),
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
