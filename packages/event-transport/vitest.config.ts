import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Each of the Kafka files runs a broker of its own.
    fileParallelism: false,
    testTimeout: 40_000,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
